// Reads a JSON text without losing what JSON.parse loses: digits beyond a double, and members that have one name.
// A number is a mantissa and a power of ten, with no zero at the mantissa's end: 1.50e3 is 15 and 2.

export function decimal(text) {
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  let digits = BigInt(whole + fraction);
  let power = Number(exponent) - fraction.length;
  if (digits === 0n) return { digits, power: 0 };
  while (digits % 10n === 0n) {
    digits /= 10n;
    power++;
  }
  return { digits: sign ? -digits : digits, power };
}

function aligned(a, b) {
  const power = Math.min(a.power, b.power);
  return [a.digits * 10n ** BigInt(a.power - power), b.digits * 10n ** BigInt(b.power - power)];
}

export function compare(a, b) {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function isMultiple(a, b) {
  const [x, y] = aligned(a, b);
  return x % y === 0n;
}

const escaped = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

// The value, the exact numbers by JSON pointer, the first name that occurs twice in one object, and the text of the values whose pointers match.
// A number that no double is gets a stand-in: another one for each value, whole where the value is.
export function read(text, wanted = /(?!)/) {
  const texts = [];
  let at = 0;
  let duplicate = null;
  const numbers = new Map();
  const standIns = new Map();

  const space = () => {
    while (" \t\n\r".includes(text[at]) && at < text.length) at++;
  };
  const expect = (token) => {
    if (!text.startsWith(token, at)) throw new SyntaxError(`${JSON.stringify(token)} expected at ${at}`);
    at += token.length;
  };

  function number(pointer) {
    const literal = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(text.slice(at, at + 5000))?.[0];
    if (!literal) throw new SyntaxError(`value expected at ${at}`);
    at += literal.length;
    const exact = decimal(literal);
    numbers.set(pointer, { ...exact, hasPoint: /[.eE]/.test(literal) });
    const double = Number(literal);
    if (Number.isFinite(double) && compare(decimal(String(double)), exact) === 0) return double;
    const key = `${exact.digits}e${exact.power}`;
    if (!standIns.has(key)) standIns.set(key, (exact.power >= 0 ? 7.1e15 : 7.1e12 + 0.25) + standIns.size);
    return standIns.get(key);
  }

  function string() {
    expect('"');
    let result = "";
    while (text[at] !== '"') {
      if (at >= text.length || text[at] < " ") throw new SyntaxError(`string broken off at ${at}`);
      if (text[at] !== "\\") {
        result += text[at++];
        continue;
      }
      const letter = text[at + 1];
      if (letter === "u") {
        const code = text.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(code)) throw new SyntaxError(`escape at ${at}`);
        result += String.fromCharCode(parseInt(code, 16));
        at += 6;
      } else {
        if (!(letter in escaped)) throw new SyntaxError(`escape at ${at}`);
        result += escaped[letter];
        at += 2;
      }
    }
    at++;
    return result;
  }

  function object(pointer) {
    const result = {};
    const names = new Set();
    expect("{");
    space();
    if (text[at] === "}") {
      at++;
      return result;
    }
    for (;;) {
      space();
      const name = string();
      if (names.has(name)) duplicate ??= name;
      names.add(name);
      space();
      expect(":");
      const value = any(`${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
      Object.defineProperty(result, name, { value, enumerable: true, writable: true, configurable: true });
      space();
      if (text[at] !== ",") break;
      at++;
    }
    expect("}");
    return result;
  }

  function array(pointer) {
    const result = [];
    expect("[");
    space();
    if (text[at] === "]") {
      at++;
      return result;
    }
    for (;;) {
      result.push(any(`${pointer}/${result.length}`));
      space();
      if (text[at] !== ",") break;
      at++;
    }
    expect("]");
    return result;
  }

  function any(pointer) {
    space();
    const start = at;
    const value = valueAt(pointer);
    if (wanted.test(pointer)) texts.push(text.slice(start, at));
    return value;
  }

  function valueAt(pointer) {
    switch (text[at]) {
      case "{": return object(pointer);
      case "[": return array(pointer);
      case '"': return string();
      case "t": expect("true"); return true;
      case "f": expect("false"); return false;
      case "n": expect("null"); return null;
      default: return number(pointer);
    }
  }

  const value = any("");
  space();
  if (at < text.length) throw new SyntaxError(`more text at ${at}`);
  return { value, numbers, duplicate, texts };
}
