// @ts-check
// Plays each step back: one frame at a time, by slider, by keys or by itself. Without it all frames are there.
const PACE = 1600; // ms a frame stays
const controls = /** @type {HTMLElement} */ (document.querySelector(".tt-replay-controls"));

/** @param {HTMLElement} controls */
function player(controls) {
  const steps = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".tt-replay-step")]);
  const [chooser, play, slider] = [
    controls.querySelector("select"),
    controls.querySelector("button"),
    controls.querySelector("input"),
  ];
  let timer = 0;
  const frames = () =>
    /** @type {HTMLElement[]} */ ([...steps[Number(chooser.value)].querySelectorAll(".tt-replay-frame")]);
  const draw = () => {
    steps.forEach((step, at) => {
      step.hidden = at !== Number(chooser.value);
    });
    frames().forEach((frame, at) => {
      frame.hidden = at !== Number(slider.value);
    });
    slider.setAttribute("aria-valuetext", frames()[Number(slider.value)]?.dataset.told ?? "");
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = play.dataset.play;
  };
  const choose = (at) => {
    slider.max = String(frames().length - 1);
    slider.value = String(at ?? frames().length - 1);
    draw();
  };
  const onward = () => {
    if (slider.value === slider.max) return stop();
    slider.value = String(Number(slider.value) + 1);
    draw();
  };
  play.onclick = () => {
    if (timer) return stop();
    if (slider.value === slider.max) choose(0);
    timer = setInterval(onward, PACE);
    play.textContent = play.dataset.stop;
  };
  slider.oninput = () => {
    stop();
    draw();
  };
  chooser.onchange = () => {
    stop();
    choose();
  };
  controls.hidden = false;
  choose();
}

if (controls) player(controls);
