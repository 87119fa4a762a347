// @ts-check
// The phone page of the session whose code its address has.
import { Phone } from "./phone.js";

const [, code] = location.pathname.match(/^\/([A-Za-z0-9]{6,8})\W*$/) ?? [];
const lost = !code && location.pathname !== "/";
new Phone(code?.toUpperCase() ?? "", JSON.parse(document.getElementById("words").textContent), lost).start();
