"use strict";
// Runs the cases of a folder against a simulator and prints one line of JSON for each. The simulator
// is named by the line that it prints when it is ready, in the environment variable SIMULATOR.
// Arguments are names of cases; without any, all run, in order.

const simulator = JSON.parse(process.env.SIMULATOR);
const cases = [];

const test = (name, body) => cases.push({ name, body });

async function admin(path, body, method = body ? "POST" : "GET") {
  const answer = await fetch(simulator.adminUrl + path, {
    method,
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${text}`);
  return text ? JSON.parse(text) : null;
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function waitFor(what, condition, seconds = 20) {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const value = await condition();
    if (value) return value;
    await sleep(50);
  }
  throw new Error("waited in vain for " + what);
}

function same(actual, expected, what = "value") {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`${what}: expected ${e}, was ${a}`);
}

function sure(condition, what) {
  if (!condition) throw new Error("is not so: " + what);
}

async function price() {
  return (await admin("/state")).prices.SPY;
}

const cents = (amount) => Math.round(amount * 100) / 100;

function explain(error) {
  const answer = error && error.response && error.response.data;
  return (error && error.stack ? error.stack : String(error)) + (answer ? "\n" + JSON.stringify(answer) : "");
}

async function run(beforeEach) {
  const wanted = process.argv.slice(2).map((name) => name.replace(/_/g, " "));
  let failed = false;
  for (const { name, body } of cases) {
    if (wanted.length && !wanted.includes(name)) continue;
    let row = { case: name, ok: true };
    try {
      await beforeEach();
      await body();
    } catch (error) {
      failed = true;
      row = { case: name, ok: false, detail: explain(error) };
    }
    process.stdout.write(JSON.stringify(row) + "\n");
  }
  process.exit(failed ? 1 : 0);
}

process.on("unhandledRejection", (error) => {
  process.stdout.write(
    JSON.stringify({ case: "nothing is left unhandled", ok: false, detail: explain(error) }) + "\n",
  );
  process.exit(1);
});

module.exports = { simulator, test, admin, waitFor, same, sure, sleep, price, cents, run };
