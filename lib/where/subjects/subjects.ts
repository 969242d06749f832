import { attributeMenu } from '#lib/where/menus/attribute-menu.ts'
import { attributeWords, commonPaths } from '#lib/where/subjects/plain-words.ts'

/** What a condition can be about: an attribute of units, a path in documents, or what a function says. */
export type Subject = {
  /** As it is written; a map ends with a dot and wants a key. */
  readonly name: string
  readonly on: 'unit' | 'content' | 'computed'
  readonly doc: string
  /** What people call it. */
  readonly words: readonly string[]
}

/** What the fleet has: keys of maps, and paths in documents. */
export type Seen = {
  /** `Space.Labels.Region`, with what is known of it. */
  readonly keys: readonly { readonly name: string; readonly doc: string }[]
  readonly paths: readonly { readonly path: string; readonly doc: string }[]
  /** Calls of functions that only read; one that needs arguments ends where they begin. */
  readonly functions: readonly { readonly call: string; readonly doc: string }[]
}

const usual = ['Slug', 'Space.Slug']
const counts: readonly Subject[] = [
  { name: 'LEN(ValidationErrors)', doc: 'How many checks fail' },
  { name: 'LEN(Conflicts)', doc: 'How much the last merge withheld' },
  { name: 'LEN(Labels)', doc: 'How many labels it has' },
].map((each) => ({ ...each, on: 'unit', words: attributeWords[each.name] ?? [] }))

/** Everything that a condition on units can be about, each once: what is usual, what the fleet has, then all the rest. */
export function subjects({ keys, paths, functions }: Seen, takesContent: boolean): readonly Subject[] {
  const all = attributeMenu('Unit').map(({ name, doc }) => unitSubject(name, doc))
  const withWords = Object.keys(attributeWords).flatMap((word) => all.filter(({ name }) => name === word))
  const content = takesContent ? [...paths, ...commonPaths].map(pathSubject) : []
  const listed = [
    ...all.filter(({ name }) => usual.includes(name)),
    ...keys.map(({ name, doc }) => unitSubject(name, doc)),
    ...withWords,
    ...content,
    ...counts,
    ...all,
    ...(takesContent ? functions.map(functionSubject) : []),
  ]
  const seen = new Set<string>()
  return listed.filter(({ name }) => seen.size !== seen.add(name).size)
}

/** Those that a typed text may mean, the likeliest first; all of them for an empty text. */
export function findSubjects(all: readonly Subject[], typed: string): readonly Subject[] {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return all
  return all
    .map((subject) => ({ subject, rank: rankOf(subject, wanted) }))
    .filter(({ rank }) => rank !== noMatch)
    .sort((a, b) => a.rank - b.rank)
    .map(({ subject }) => subject)
}

const noMatch = 9

/** A text means a name that it is, then what people call so, then what it is a part of. */
function rankOf({ name, doc, words }: Subject, wanted: string): number {
  const written = name.toLowerCase()
  const last = written.replace(/\.$/, '').split('.').at(-1) ?? ''
  if (written === wanted) return 0
  if (last === wanted || words.includes(wanted)) return 1
  if (written.startsWith(wanted) || words.some((word) => word.startsWith(wanted))) return 2
  if (last.startsWith(wanted)) return 4
  if (written.includes(wanted)) return 5
  const parts = wanted.split(/\s+/)
  const said = [written, doc.toLowerCase(), ...words].join(' ')
  return parts.every((part) => said.includes(part)) ? 6 : noMatch
}

function unitSubject(name: string, doc: string): Subject {
  return { name, on: 'unit', doc, words: attributeWords[name] ?? [] }
}

function pathSubject({ path, doc }: Seen['paths'][number]): Subject {
  const words = commonPaths.find((common) => common.path === path)?.words ?? []
  return { name: path, on: 'content', doc, words }
}

function functionSubject({ call, doc }: Seen['functions'][number]): Subject {
  return { name: call, on: 'computed', doc, words: [] }
}
