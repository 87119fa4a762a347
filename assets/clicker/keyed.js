// @ts-check
// A link that opens by a secret: it goes along with every call, and stays out of every address.
import { Link } from "../phone/link.js";

/** The stream of news as EventSource gives it, which itself can't send a secret along. */
class Stream extends EventTarget {
  /** @type {(() => void) | null} */
  onerror = null;

  constructor(url, headers) {
    super();
    this.readyState = 0;
    this.abort = new AbortController();
    this.read(url, headers);
  }

  close() {
    this.readyState = 2;
    this.abort.abort();
  }

  async read(url, headers) {
    try {
      const answer = await fetch(url, { headers, signal: this.abort.signal, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      this.readyState = 1;
      this.tell({ event: "open" });
      const reader = answer.body.getReader();
      const decoder = new TextDecoder();
      for (let rest = ""; ; ) {
        const { value, done } = await reader.read();
        if (done) break;
        const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
        rest = events.pop();
        for (const one of events) this.tell(Object.fromEntries(one.split("\n").map((line) => line.split(/: (.*)/, 2))));
      }
    } catch {
      // gone: told below, as the end of a stream is
    }
    if (this.readyState === 2) return;
    this.readyState = 2;
    this.onerror?.();
  }

  /** @param {{ event?: string, data?: string, id?: string }} said */
  tell({ event = "message", data, id }) {
    this.dispatchEvent(new MessageEvent(event, { data, lastEventId: id }));
  }
}

export class KeyedLink extends Link {
  /** `secret` as it stands behind the # of the page's address; the rest as of a Link. */
  constructor(base, secret, language, told) {
    super(base, language, told);
    this.secret = secret;
  }

  headers() {
    return { Authorization: `Bearer ${this.secret}` };
  }

  stream() {
    return new Stream(`${this.base}/events`, this.headers());
  }
}
