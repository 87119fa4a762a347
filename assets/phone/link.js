// @ts-check
// The link to the server: calls, the stream of news, polling where the stream is silent, and whose
// connection it is that fails. The projector page uses it too.

const TIMEOUT = 10_000;
const LOOK = 5_000; // how often to see whether the stream still lives
const SILENCE = 40_000; // an open stream says something every 15 s
const ASLEEP = 20_000; // after so long in the pocket, an open stream may be open in name only
const SET = 10_000; // ms by which the server's clock can only be behind if it was set
const LONGEST_WAIT = 15_000;
const ASKED = 150; // ms that other pages of this browser have to say that they hold a stream
const STREAMS = 4; // of all pages of this browser: over plain HTTP it keeps six connections to one server

/** The page's own clock (ms): nobody sets it, as the phone's may be. */
const steady = () => performance.now();

/** Longer after each failure, and never the same for everybody. */
export const patience = (failures) => Math.min(LONGEST_WAIT, 500 * 2 ** failures) * (0.5 + Math.random());

/**
 * What a link listens to: as EventSource gives it.
 * @typedef {EventTarget & { readyState: number, onerror: any, close(): void }} NewsStream
 */

export class Link {
  /**
   * `base` is the address that state, events and all else lie under; `told`: {shared(data),
   * personal(data, position), health(name), unknown(data)}; `name` is "ok", how the link fails, or the
   * server's own words for why it does nothing now; `language()` for errors.
   */
  constructor(base, language, told) {
    this.base = base;
    this.language = language;
    this.told = told;
    this.heardAt = 0; // by the page's own clock
    this.ahead = -Infinity; // by how much the server's clock is ahead of that one (ms)
    this.hiddenAt = 0;
    this.failures = 0;
    this.id = Math.random();
    /** @type {Record<string, [string, number]>} */
    this.held = {}; // streams of this browser's other pages, by their ids: of what, and heard of when
  }

  /** Another page of this browser holds a stream, or asks who does: of those for the same, one stays. */
  met({ base, id }) {
    if (!id) return this.source && this.tell();
    this.held[id] = [base, steady()];
    if (base !== this.base) return;
    if (!this.source) this.refresh();
    else if (id < this.id) this.listen();
  }

  tell() {
    this.pages?.postMessage({ base: this.base, id: this.id });
  }

  /** Whether this page can do without a stream of its own. */
  isSpared() {
    const held = Object.values(this.held).filter(([, at]) => steady() - at < SILENCE / 2);
    return held.length >= STREAMS || held.some(([base]) => base === this.base);
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

  /** What the server's clock shows now (ms since 1970). */
  now() {
    return steady() + this.ahead;
  }

  /** Something was heard, maybe what that clock shows: a while ago, unless it is `fresh`, so the most is the nearest. */
  heard(now, fresh) {
    this.heardAt = steady();
    const ahead = now - this.heardAt;
    if (ahead > this.ahead || (fresh && ahead < this.ahead - SET)) this.ahead = ahead;
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
      this.told.health(answer.status === 429 || answer.status > 499 ? data.message : "ok");
      return { status: answer.status, data, after: 1000 * Number(answer.headers.get("Retry-After")) };
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
      if (status !== 200) return;
      this.heard(data.shared.now, true);
      this.told.personal(data.personal, data.shared.position);
      this.told.shared(data.shared);
    });
    return this.asking;
  }

  /** Begin: read the state, then look after the link for as long as the page lives. */
  async start() {
    if (globalThis.BroadcastChannel) {
      this.pages = new BroadcastChannel("tamtam");
      this.pages.onmessage = ({ data }) => this.met(data);
    }
    addEventListener("online", () => this.wake());
    addEventListener("pageshow", (event) => event.persisted && this.wake());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.hiddenAt = Date.now();
      // The steady clock may stop in the pocket; the other one may have been set, either way.
      else this.wake(Math.abs(Date.now() - this.hiddenAt) > ASLEEP);
    });
    await this.refresh();
    const look = async () => {
      const limit = this.source?.readyState === 1 ? SILENCE : LOOK * 0.8;
      if (!document.hidden && steady() - this.heardAt > limit) await this.refresh();
      if (this.spared) this.listen(); // whoever held the stream may be gone without a word
      setTimeout(look, LOOK * (0.8 + 0.4 * Math.random()));
    };
    setTimeout(look, LOOK);
  }

  wake(anew = false) {
    this.refresh();
    if (this.listening && (anew || !this.source)) this.listen();
  }

  /** Open the stream, or open it anew: as someone who has come in. */
  async listen() {
    this.listening = true;
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
    this.spared = this.isSpared();
    if (this.spared) return;
    this.pages?.postMessage({});
    await new Promise((resolve) => {
      this.retry = setTimeout(resolve, ASKED * (1 + Math.random()));
    });
    this.spared = this.isSpared();
    if (this.spared) return;
    const source = (this.source = this.stream());
    const hear = (name) =>
      source.addEventListener(name, (/** @type {any} */ { data = null, lastEventId }) => {
        const news = JSON.parse(data);
        this.heard(news?.now ?? news, name === "here");
        this.failures = 0;
        this.told.health("ok");
        this.told[name]?.(news, +lastEventId);
        this.tell();
      });
    ["open", "here", "shared", "personal"].forEach(hear);
    source.onerror = () => {
      source.close();
      if (this.source !== source) return;
      this.source = null;
      this.retry = setTimeout(() => this.listen(), patience(this.failures++));
      if (this.failures === 1) this.refresh();
    };
  }

  quiet() {
    this.listening = this.spared = false;
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }
}
