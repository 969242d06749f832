/** By code point, as `COLLATE "C"` orders UTF-8: negative, 0 or positive. JavaScript's own order is by UTF-16 unit. */
export function compareText(a: string, b: string): number {
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return inPlane(left) - inPlane(right)
  }
  return a.length - b.length
}

/** Half a surrogate pair sorts after all code points. */
function inPlane(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
