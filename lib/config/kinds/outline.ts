/** A key, or the dash of an element, as far as indentation tells. Columns are counted from 0, lines from 1. */
export type Entry = {
  readonly line: number
  readonly column: number
  /** Absent for the dash of an element. */
  readonly key?: string
  /** What follows the key on its line, without quotes. */
  readonly value: string
}

/** The entries of one document of a stream. A text that is just being typed is rarely YAML, so only its lines are read. */
export type Outline = { readonly entries: readonly Entry[]; readonly isText: (line: number) => boolean }

export function outlineAround(text: string, line: number): Outline {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const isBreak = (at: number) => /^(?:---|\.\.\.)(?:\s|$)/.test(lines[at] ?? '')
  let first = Math.min(line, lines.length) - 1
  while (first > 0 && !isBreak(first)) first -= 1
  let end = line
  while (end < lines.length && !isBreak(end)) end += 1
  return read(lines, isBreak(first) ? first + 1 : first, end)
}

/** What the lines so far leave open. */
type Open = {
  /** Deeper lines than this belong to a text over several lines. */
  readonly textAbove?: number
  /** Brackets that are not closed yet. */
  readonly brackets: number
}

function read(lines: readonly string[], first: number, end: number): Outline {
  const entries: Entry[] = []
  const texts = new Set<number>()
  let open: Open = { brackets: 0 }
  for (let at = first; at < end; at += 1) {
    const line = lines[at] ?? ''
    const indent = line.search(/\S/)
    if (isInside(open, indent)) {
      texts.add(at + 1)
      open = { ...open, brackets: Math.max(0, open.brackets + (open.brackets > 0 ? opened(line) : 0)) }
    } else if (indent >= 0 && line[indent] !== '#') {
      const found = entriesOf(line, at + 1)
      entries.push(...found)
      open = openedBy(found.at(-1))
    }
  }
  return { entries, isText: (line) => texts.has(line) }
}

function isInside({ textAbove, brackets }: Open, indent: number): boolean {
  return brackets > 0 || (textAbove !== undefined && (indent < 0 || indent > textAbove))
}

function openedBy(last: Entry | undefined): Open {
  if (last !== undefined && /^[|>][-+\d]*\s*(?:#.*)?$/.test(last.value))
    return { textAbove: last.column, brackets: 0 }
  return { brackets: last !== undefined && /^[[{]/.test(last.value) ? Math.max(0, opened(last.value)) : 0 }
}

const keyPattern =
  /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#&*!|>%@`"'[\]{},][^#]*?|[^\s#:]+)\s*:(?:\s+(.*))?$/

/** `- - name: x` is two elements and a key. */
function entriesOf(line: string, number: number): Entry[] {
  const [, indent = '', dashes = '', rest = ''] = /^(\s*)((?:-(?:\s+|$))*)(.*)$/.exec(line) ?? []
  const entries: Entry[] = [...dashes.matchAll(/-/g)].map(({ index }) => ({
    line: number,
    column: indent.length + index,
    value: rest,
  }))
  const column = indent.length + dashes.length
  const [, key, value = ''] = keyPattern.exec(rest) ?? []
  if (key !== undefined) entries.push({ line: number, column, key: unquoted(key), value: bare(value) })
  return entries
}

/** Without its comment, and without quotes. */
function bare(value: string): string {
  const text = value.trim()
  return unquoted(/^["']/.test(text) ? text : text.replace(/(?:^|\s)#.*$/, '').trim())
}

function unquoted(text: string): string {
  const [, , inside] = /^(["'])(.*)\1$/.exec(text) ?? []
  return inside ?? text
}

function opened(text: string): number {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '')
  return (plain.match(/[[{]/g)?.length ?? 0) - (plain.match(/[\]}]/g)?.length ?? 0)
}

/** What an entry, or what is about to be typed, stands in: the innermost first. */
export function ancestorsOf(
  { entries }: Outline,
  { column, line, isElement }: { column: number; line: number; isElement: boolean },
): Entry[] {
  const found: Entry[] = []
  let inner = { column, isElement }
  for (const entry of entries.toReversed()) {
    if (entry.line > line || (entry.line === line && entry.column >= column)) continue
    const isAbove =
      inner.isElement && entry.key !== undefined ? entry.column <= inner.column : entry.column < inner.column
    if (!isAbove) continue
    found.push(entry)
    inner = { column: entry.column, isElement: entry.key === undefined }
  }
  return found
}

/** The keys and values beside one that stands at this column below `parent`. */
export function keysBelow(
  { entries }: Outline,
  parent: Entry | undefined,
  column: number,
): ReadonlyMap<string, Entry> {
  const from = parent === undefined ? 0 : entries.indexOf(parent) + 1
  const keys = new Map<string, Entry>()
  for (const entry of entries.slice(from)) {
    if (entry.column < column) break
    if (entry.column === column && entry.key !== undefined) keys.set(entry.key, entry)
    // The dash of the next element.
    if (parent?.key === undefined && parent !== undefined && entry.column <= parent.column) break
  }
  return keys
}
