// @ts-check
// A picture made ready for a room full of phones: small, upright, and without where and when it was taken.

/** How many px its longer side has, how many bytes it may have, and how good a JPEG is tried to be, one after the other. */
const SIDE = 800;
const MOST = 120_000;
const GOOD = [0.85, 0.7, 0.5, 0.3];

/** @param {Blob} file @returns {Promise<HTMLImageElement>} */
const shown = (file) =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = URL.createObjectURL(file);
  });

/**
 * A file as phones may have it; itself where this browser can't show it, for the kernel to say so.
 * What is drawn (a PNG, an SVG) stays as sharp as it is where it is small enough; a photo becomes a JPEG.
 * @param {File} file
 * @returns {Promise<Blob>}
 */
export async function forPhones(file) {
  try {
    const image = await shown(file);
    const [width, height] = [image.naturalWidth || SIDE, image.naturalHeight || SIDE];
    const share = Math.min(1, SIDE / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * share));
    canvas.height = Math.max(1, Math.round(height * share));
    const context = canvas.getContext("2d");
    const made = (/** @type {[string, number?]} */ ...as) =>
      new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), ...as));
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    const drawn = /png|svg/.test(file.type) && (await made("image/png"));
    if (drawn && drawn.size <= MOST) return drawn;
    context.globalCompositeOperation = "destination-over"; // a JPEG has no transparency
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const quality of GOOD) {
      const photo = await made("image/jpeg", quality);
      if (photo.size <= MOST) return photo;
    }
  } catch {} // no picture that this browser knows
  return file;
}
