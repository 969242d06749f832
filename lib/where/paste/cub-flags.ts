import type { Outcome } from '#lib/base/result.ts'
import { refusal } from '#lib/where/paste/pasted.ts'
import type { Word } from '#lib/where/paste/shell-words.ts'

/** What a line says that selects units; what only shapes its output is gone. */
export type CubFlags = {
  readonly values: ReadonlyMap<string, readonly Word[]>
  readonly positional: readonly Word[]
}

/** Flags that say which units are meant. */
export const selecting: readonly string[] = [
  'space',
  'where',
  'where-data',
  'where-resource',
  'resource-type',
  'unit',
  'filter',
  'contains',
  'revision',
]

/** Flags with a value that say what happens to the units, or how they are shown. */
const withValue = words(
  `output output-file show columns select jq yq output-jq change-desc changeset label annotation timeout context toolchain
  worker restore filename delete-gate destroy-gate sort-by display-name`,
)

/** Flags without a value. */
const without = words(
  `no-headers no-header names json yaml quiet verbose debug web wait patch dry-run upgrade protect output-only output-json
  output-values-only data-only display-mutations extended from-stdin`,
)

function words(list: string): readonly string[] {
  return list.split(/\s+/)
}

const short: Readonly<Record<string, string>> = {
  o: 'output',
  O: 'output-file',
  u: 'unit',
  q: 'quiet',
  v: 'verbose',
}

/** Reads flags as cub does. One that is not known might select units, so it is refused. */
export function readFlags(line: readonly Word[]): Outcome<CubFlags> {
  const values = new Map<string, Word[]>()
  const positional: Word[] = []
  const left = [...line]
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word.text === '--') {
      positional.push(...left)
      break
    }
    const flag = flagOf(word)
    if (flag === undefined) positional.push(word)
    else if (!without.includes(flag.name)) {
      const value = readValue(flag, word, left)
      if (!value.ok) return value
      values.set(flag.name, [...(values.get(flag.name) ?? []), value.value])
    }
  }
  return { ok: true, value: { values, positional } }
}

type Flag = { readonly name: string; readonly inline: string | undefined }

function flagOf({ text }: Word): Flag | undefined {
  const flag = /^(?:--([a-z][a-z-]*)|-([A-Za-z]))(?:=([\s\S]*))?$/.exec(text)
  if (flag === null) return undefined
  const [, long, letter = '', inline] = flag
  return { name: long ?? short[letter] ?? letter, inline }
}

function readValue({ name, inline }: Flag, word: Word, left: Word[]): Outcome<Word> {
  if (!selecting.includes(name) && !withValue.includes(name))
    return refusal(`The flag ${word.text} is not known here, so neither are the units it is about.`)
  if (inline !== undefined) return { ok: true, value: { ...word, text: inline } }
  const value = left.shift()
  return value === undefined ? refusal(`${word.text} has no value.`) : { ok: true, value }
}
