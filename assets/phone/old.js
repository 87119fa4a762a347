// @ts-check
// Plain enough for any browser: says so where the page's own script doesn't run in this one.
window.onload = () => {
  if (window.tamtam && window.HTMLDialogElement) return;
  document.getElementById("main").style.display = "none";
  document.getElementById("old").hidden = false;
};
