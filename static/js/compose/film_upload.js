// One file on its way by tus: piece by piece, going on where it stopped, after a lost connection or another day.
const PIECE = 5 * 1024 * 1024;
const WAITS_MS = [0, 1000, 3000, 5000, 10000];
let loading = null;

// The client is large, so it comes when somebody chooses a video.
function client() {
  loading ??= import("../../vendor/tus-js-client/tus.min.js").then(() => globalThis.tus);
  return loading;
}

// The server's own words for a refusal, when it has some.
function reasonOf(error) {
  try {
    return JSON.parse(error.originalResponse.getBody()).reason ?? "";
  } catch {
    return "";
  }
}

/** Begins or goes on. `hear` has progress(done, whole), arrived(id), refused(sentence) and failed({ isOffline, status }). */
export async function sendFilm(file, { address, token, hear }) {
  const tus = await client();
  const upload = new tus.Upload(file, {
    endpoint: address,
    chunkSize: PIECE,
    retryDelays: WAITS_MS,
    metadata: { filename: file.name, filetype: file.type },
    headers: { "X-CSRFToken": token, Accept: "application/json" },
    removeFingerprintOnSuccess: true,
    onProgress: (done, whole) => hear.progress(done, whole),
    onSuccess: () => hear.arrived(upload.url.split("/").filter(Boolean).pop()),
    onError: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      const reason = reasonOf(error);
      if (reason && [401, 413, 422].includes(status)) hear.refused(reason);
      else hear.failed({ isOffline: !navigator.onLine, status });
    },
  });
  const before = await upload.findPreviousUploads();
  if (before.length) upload.resumeFromPreviousUpload(before[before.length - 1]);
  upload.start();
  return {
    again: () => upload.start(),
    // With the bytes that are there already.
    cancel: () => upload.abort(true).catch(() => upload.abort()),
  };
}
