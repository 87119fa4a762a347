// @ts-check
// The link to the server: calls, the stream of news, polling where the stream is silent, and whose
// connection it is that fails. The projector page uses it too.

const TIMEOUT = 10_000;
const LOOK = 5_000; // how often to see whether the stream still lives
const SILENCE = 40_000; // an open stream says something every 15 s
const ASLEEP = 20_000; // after so long in the pocket, an open stream may be open in name only
const LONGEST_WAIT = 15_000;

/** Longer after each failure, and never the same for everybody. */
export const patience = (failures) => Math.min(LONGEST_WAIT, 500 * 2 ** failures) * (0.5 + Math.random());

/**
 * What a link listens to: as EventSource gives it.
 * @typedef {EventTarget & { readyState: number, onopen: any, onerror: any, close(): void }} NewsStream
 */

export class Link {
  /**
   * `base` is the address that state, events and all else lie under; `told`: {shared(data),
   * personal(data, position), health(name), unknown(data)}; `language()` for errors.
   */
  constructor(base, language, told) {
    this.base = base;
    this.language = language;
    this.told = told;
    this.heardAt = 0;
    this.hiddenAt = 0;
    this.failures = 0;
  }

  /** What each call says beside its content. */
  headers() {
    return {};
  }

  /**
   * The stream of news.
   * @returns {NewsStream}
   */
  stream() {
    return new EventSource(`${this.base}/events`);
  }

  /** Ask the server: {status, data, after}; status 0 where nobody answered. */
  async call(path, body) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT);
    const headers = { "Accept-Language": this.language(), ...this.headers() };
    if (body) headers["Content-Type"] = "application/json";
    /** @type {RequestInit} */
    const request = { headers, signal: abort.signal, cache: "no-store", method: body ? "POST" : "GET" };
    try {
      const answer = await fetch(`${this.base}/${path}`, { ...request, body: body && JSON.stringify(body) });
      const data = await answer.json();
      this.told.health(answer.status >= 500 ? "busy" : "ok");
      return { status: answer.status, data, after: 1000 * Number(answer.headers.get("Retry-After") ?? 0) };
    } catch {
      this.told.health(navigator.onLine === false ? "offline" : "unreachable");
      return { status: 0, data: {}, after: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  /** The present state, asked for once however many ask. */
  refresh() {
    this.asking ??= this.call("state").then(({ status, data }) => {
      this.asking = null;
      if (status === 404 || status === 401) this.told.unknown(data);
      if (status !== 200) return false;
      this.heardAt = Date.now();
      this.told.personal(data.personal, data.shared.position);
      this.told.shared(data.shared);
      return true;
    });
    return this.asking;
  }

  /** Begin: read the state, then look after the link for as long as the page lives. */
  async start() {
    addEventListener("online", () => this.wake());
    addEventListener("pageshow", (event) => event.persisted && this.wake());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.hiddenAt = Date.now();
      else this.wake(Date.now() - this.hiddenAt > ASLEEP);
    });
    await this.refresh();
    const look = async () => {
      const limit = this.source?.readyState === 1 ? SILENCE : LOOK * 0.8;
      if (!document.hidden && Date.now() - this.heardAt > limit) await this.refresh();
      setTimeout(look, LOOK * (0.8 + 0.4 * Math.random()));
    };
    setTimeout(look, LOOK);
  }

  wake(anew = false) {
    this.refresh();
    if (this.listening && (anew || !this.source)) this.listen();
  }

  /** Open the stream, or open it anew: as someone who has come in. */
  listen() {
    this.listening = true;
    clearTimeout(this.retry);
    this.source?.close();
    const source = (this.source = this.stream());
    const hear = (tell) => (event) => {
      this.heardAt = Date.now();
      this.failures = 0;
      this.told.health("ok");
      tell?.(JSON.parse(event.data), Number(event.lastEventId));
    };
    source.onopen = hear();
    source.addEventListener("here", hear());
    source.addEventListener(
      "shared",
      hear((data) => this.told.shared(data)),
    );
    source.addEventListener(
      "personal",
      hear((data, position) => this.told.personal(data, position)),
    );
    source.onerror = () => {
      source.close();
      if (this.source !== source) return;
      this.source = null;
      this.retry = setTimeout(() => this.listen(), patience(this.failures++));
      if (this.failures === 1) this.refresh();
    };
  }

  quiet() {
    this.listening = false;
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }
}
