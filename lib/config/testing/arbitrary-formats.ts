import fc from 'fast-check'
import { type Json, type MapDraft, setMember } from '#lib/base/json.ts'

/** A document in one format with the values it was written from, in the order of its lines. */
export type WrittenDocument = {
  readonly text: string
  readonly entries: readonly WrittenEntry[]
}

export type WrittenEntry = { readonly keys: readonly string[]; readonly value: Json }

/** How the formats differ when a line is written. */
type Style = {
  readonly names: fc.Arbitrary<readonly (readonly string[])[]>
  readonly value: fc.Arbitrary<{ readonly value: Json; readonly written: string }>
  readonly separators: readonly string[]
  readonly comments: readonly string[]
  /** After a value. */
  readonly remarks: readonly string[]
  /** Names are written below the headers of their sections. */
  readonly hasSections: boolean
}

/** Of these characters, quicker to make than from a pattern. */
function textOf(first: string, more: string, maxLength: number): fc.Arbitrary<string> {
  const rest = fc.string({ unit: fc.constantFrom(...more), maxLength })
  return fc.tuple(fc.constantFrom(...first), rest).map((parts) => parts.join(''))
}

const word = textOf('abcxyz', 'abz09_-', 6)
const wordOrNumber = fc.oneof(
  word,
  fc.integer({ min: -999, max: 99_999 }).map(String),
  fc.constantFrom('true', 'false'),
)
/** Text that every format can hold between quotes of its own, or without. */
const plainText = textOf('abcXYZ', 'abZ09_./@-', 12)

function namesOf(depth: number): fc.Arbitrary<readonly (readonly string[])[]> {
  return fc
    .uniqueArray(fc.array(word, { minLength: 1, maxLength: depth }), {
      minLength: 1,
      maxLength: 8,
      selector: (keys) => keys.join('.'),
    })
    .map((all) => all.filter((keys) => !all.some((other) => isInside(other, keys))))
}

/** A name that begins another one would be a value and a level at once. */
function isInside(keys: readonly string[], start: readonly string[]): boolean {
  return keys.length > start.length && start.every((key, at) => key === keys[at])
}

const styles = {
  'AppConfig/Properties': {
    names: namesOf(3),
    value: fc.oneof(
      wordOrNumber.map((written) => ({ value: typed(written), written })),
      plainText.map((text) => ({ value: `${text} x`, written: `${text}\\\n   \\u0020x` })),
      fc.constant({ value: 'a=b:c\\d', written: 'a=b\\:c\\\\d' }),
    ),
    separators: ['=', ' = ', ': ', ':'],
    comments: ['# c', '! password = none', ''],
    remarks: ['', '', ' # note = 1'],
    hasSections: false,
  },
  'AppConfig/INI': {
    names: namesOf(3),
    value: fc.oneof(
      wordOrNumber.map((written) => ({ value: typed(written), written })),
      plainText.map((text) => ({ value: `${text} x`, written: `"${text} x"` })),
      plainText.map((text) => ({ value: `${text};#`, written: `\`${text};#\`` })),
    ),
    separators: ['=', ' = ', ': '],
    comments: ['; c', '# n = 1', ''],
    remarks: ['', ' ; note'],
    hasSections: true,
  },
  'AppConfig/Env': {
    names: namesOf(1).map((all) => all.map((keys) => keys.map((key) => key.toUpperCase()))),
    value: fc.oneof(
      wordOrNumber.map((written) => ({ value: written, written })),
      plainText.map((text) => ({ value: `${text} x`, written: `"${text} x"` })),
      plainText.map((text) => ({ value: `${text}$y`, written: `'${text}$y'` })),
    ),
    separators: ['='],
    comments: ['# c', '# A=1', ''],
    remarks: ['', ' # note'],
    hasSections: false,
  },
  'AppConfig/TOML': {
    names: namesOf(3),
    value: fc.oneof(
      fc.integer({ min: -99_999, max: 99_999 }).map((value) => ({ value, written: String(value) })),
      fc.boolean().map((value) => ({ value, written: String(value) })),
      fc
        .string({ unit: 'grapheme' })
        .map((value) => ({ value, written: JSON.stringify(value).replaceAll('\x7f', '\\u007f') })),
      plainText.map((value) => ({ value, written: `'${value}'` })),
      fc.constant({ value: 'two\nlines "" #x', written: '"""\ntwo\nlines "" #x"""' }),
      fc
        .array(fc.integer({ min: 0, max: 99 }), { maxLength: 4 })
        .map((value) => ({ value, written: `[ ${value.join(' ,\n  ')} ]` })),
      fc
        .integer({ min: 0, max: 99 })
        .map((n) => ({ value: { n, 'a b': ['x'] }, written: `{ n = ${n}, "a b"=['x'] }` })),
      fc.constant({ value: '1979-05-27T07:32:00Z', written: '1979-05-27T07:32:00Z' }),
    ),
    separators: ['=', ' = ', '  =   '],
    comments: ['# c', '# n = 1 """', ''],
    remarks: ['', ' # note = "1"'],
    hasSections: true,
  },
} satisfies Readonly<Record<string, Style>>

export type FlatToolchain = keyof typeof styles
export const formatToolchains = Object.keys(styles) as readonly FlatToolchain[]

function typed(text: string): Json {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+$/.test(text) && String(Number(text)) === text ? Number(text) : text
}

/** A document of a toolchain in any layout. */
export function arbitraryDocument(toolchain: FlatToolchain): fc.Arbitrary<WrittenDocument> {
  const style: Style = styles[toolchain]
  const line = fc.record({
    value: style.value,
    separator: fc.constantFrom(...style.separators),
    comment: fc.option(fc.constantFrom(...style.comments), { nil: undefined }),
    remark: fc.constantFrom(...style.remarks),
    indent: fc.constantFrom('', '', '  '),
  })
  return fc
    .tuple(
      style.names,
      fc.array(line, { minLength: 8, maxLength: 8 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
    )
    .map(([names, lines, eol, isEnded]) => {
      const written = (style.hasSections ? bySection(names) : names).flatMap((keys, at) => {
        const line = lines[at]
        return line === undefined ? [] : [{ keys, ...line }]
      })
      const entries = written.map(({ keys, value }) => ({ keys, value: value.value }))
      const text = linesOf(style, written).join('\n')
      // Line breaks inside of a value are part of it.
      const end = text.includes('"""\n') ? '\n' : eol
      return { text: `${text}${isEnded ? '\n' : ''}`.replaceAll('\n', end), entries }
    })
}

type Line = {
  readonly keys: readonly string[]
  readonly value: { readonly written: string }
  readonly separator: string
  readonly comment: string | undefined
  readonly remark: string
  readonly indent: string
}

function linesOf({ hasSections }: Style, lines: readonly Line[]): string[] {
  let section = ''
  return lines.flatMap(({ keys, value, separator, comment, remark, indent }) => {
    const above = hasSections ? keys.slice(0, -1).join('.') : ''
    const header = above === section ? [] : [`[${above}]`]
    section = above
    const name = hasSections ? keys.at(-1) : keys.join('.')
    // A line that continues below has no room for a comment.
    const behind = value.written.includes('\\\n') ? '' : remark
    return [
      ...header,
      ...(comment === undefined ? [] : [comment]),
      `${indent}${name}${separator}${value.written}${behind}`,
    ]
  })
}

function bySection(names: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const sectionOf = (keys: readonly string[]) => keys.slice(0, -1).join('.')
  return names.toSorted((a, b) => (sectionOf(a) < sectionOf(b) ? -1 : sectionOf(a) > sectionOf(b) ? 1 : 0))
}

/** The values of a document, as one tree. */
export function treeOfEntries(entries: readonly WrittenEntry[]): Json {
  const root: MapDraft = {}
  for (const { keys, value } of entries) {
    let map = root
    for (const key of keys.slice(0, -1)) {
      if (!Object.hasOwn(map, key)) setMember(map, key, {})
      map = map[key] as MapDraft
    }
    setMember(map, keys.at(-1) ?? '', value)
  }
  return root
}
