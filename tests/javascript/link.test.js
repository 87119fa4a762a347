import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Link } from "../../assets/phone/link.js";

const SERVER = 1_764_500_000_000; // what the server's clock shows when the page's own is at nothing
const near = (one, other) => assert.ok(Math.abs(one - other) < 1000, `${one} ≠ ${other}`);

/** A link on a phone whose page has lived for `age` ms, by its own clock. */
function aged() {
  const page = { age: 0 };
  mock.method(performance, "now", () => page.age);
  return { page, link: new Link("/api/K7P2QX", () => "en", {}) };
}

test("a phone's clock that is set moves no time", () => {
  const { page, link } = aged();
  link.heard(SERVER, true);
  page.age += 5000;
  mock.method(Date, "now", () => SERVER + 4 * 3600_000);
  near(link.now(), SERVER + 5000);
});

test("news that was long on its way tells less than what was quick", () => {
  const { page, link } = aged();
  link.heard(SERVER - 180_000); // what the server told whoever came three minutes ago
  link.heard(SERVER, true);
  page.age += 10_000;
  link.heard(SERVER + 10_000 - 8_000, true); // eight seconds late, on weak Wi-Fi
  link.heard(SERVER - 180_000);
  near(link.now(), SERVER + 10_000);
});

test("a page that slept, and whose own clock slept too, catches up", () => {
  const { page, link } = aged();
  link.heard(SERVER, true);
  page.age += 1000;
  link.heard(SERVER + 600_000, true);
  near(link.now(), SERVER + 600_000);
});

test("a server that starts anew with its clock put right is followed, also backwards", () => {
  const { page, link } = aged();
  link.heard(SERVER, true);
  page.age += 1000;
  link.heard(SERVER - 3600_000, true);
  near(link.now(), SERVER - 3600_000);
});

test("what tells no time moves none", () => {
  const { link } = aged();
  link.heard(SERVER, true);
  link.heard({ positions: 3 });
  link.heard(null);
  link.heard(undefined, true);
  near(link.now(), SERVER);
});
