// JSON.parse keeps the last of two members with one name; here the first name that occurs twice in one object is found.
export function duplicateName(text) {
  const stack = [];
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (letter === "{") stack.push(new Set());
    else if (letter === "[") stack.push(null);
    else if (letter === "}" || letter === "]") stack.pop();
    else if (letter === '"') {
      const start = i++;
      while (text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
      let next = i + 1;
      while (" \t\n\r".includes(text[next]) && next < text.length) next++;
      if (text[next] !== ":") continue;
      const name = JSON.parse(text.slice(start, i + 1));
      const names = stack[stack.length - 1];
      if (names.has(name)) return name;
      names.add(name);
    }
  }
  return null;
}
