// A clock that stands still, timers that do not wait and dice that always fall the same way, so that
// a recording made today and one made next year are the same bytes.

const realTimeout = globalThis.setTimeout;
let now = 0;
let hurried = false;

Date.now = () => now;
Math.random = () => 0.5;
globalThis.setTimeout = (callback, ms, ...args) => realTimeout(callback, hurried ? 0 : ms, ...args);

export function setNow(milliseconds) {
  now = milliseconds;
}

// Between retries the original waits for up to two seconds: nobody needs to sit through that.
export async function inHurry(work) {
  hurried = true;
  try {
    return await work();
  } finally {
    hurried = false;
  }
}
