/* Makes a photo smaller before it goes over a slow line: long side 2400, upright, without metadata.
   What the browser cannot decode (HEIC outside Safari) and what is small already goes as it is; the server can. */

const LONGEST_SIDE = 2400;
const QUALITY = 0.85;
const SMALL_ENOUGH = 1024 * 1024; // bytes
const THUMB = 144;

/* Return { blob, name } to send for a chosen file; draws its middle on `thumb` where the browser can read it. */
export async function shrink(file, thumb) {
  const bitmap = await decode(file);
  if (!bitmap) return { blob: file, name: file.name };
  drawThumb(bitmap, thumb);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size <= SMALL_ENOUGH) return kept(file, bitmap);
  const type = file.type === "image/png" ? "image/png" : "image/jpeg"; // a logo keeps its transparent ground
  const blob = await encode(bitmap, scale, type);
  if (!blob || blob.type !== type || blob.size >= file.size) return kept(file, bitmap);
  bitmap.close();
  return { blob, name: file.name.replace(/(\.\w+)?$/, type === "image/png" ? ".png" : ".jpg") };
}

function kept(file, bitmap) {
  bitmap.close();
  return { blob: file, name: file.name };
}

async function decode(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null; // a kind it does not know, or more pixels than the phone has memory for
  }
}

async function encode(bitmap, scale, type) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
  canvas.width = 0; // Safari keeps a canvas's memory for long
  return blob;
}

function drawThumb(bitmap, thumb) {
  const side = Math.min(bitmap.width, bitmap.height);
  const left = (bitmap.width - side) / 2;
  const top = (bitmap.height - side) / 2;
  thumb.getContext("2d")?.drawImage(bitmap, left, top, side, side, 0, 0, THUMB, THUMB);
}
