import 'server-only'
import { parseExactJson } from '#lib/base/exact-json.ts'
import { isRecord } from '#lib/base/records.ts'
import { uuidSource } from '#lib/base/uuid.ts'
import type { Field } from '#lib/config/mask/mask-field.ts'
import { readStream } from '#lib/server/http/request-body.ts'
import { maskDocuments, maskFields, maskMessage } from '#lib/server/masking/mask-texts.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'

/** The content of an answer of ConfigHub, which determines how its secrets are found. */
export type Carries =
  /** The bytes of one document. */
  | 'document'
  /** A list whose `Data` are documents. */
  | 'documents'
  /** Units, revisions, tags and whatever else has names, labels, annotations and reasons. */
  | 'entities'

/** A page of 1,000 documents of 64 KiB. More would only fill the shared memory. */
const maxAnswerBytes = 64 * 1024 * 1024

export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge'

  constructor() {
    super(
      `ConfigHub's answer has more than ${maxAnswerBytes / 1024 / 1024} MiB. Ask for fewer units at a time.`,
    )
  }
}

/**
 * The same answer without its secrets, which never reach the browser. Status and headers stay, including the `ETag`: it
 * is the hash of the document that ConfigHub has, not of what is shown.
 */
export async function maskAnswer(
  answer: Response,
  carries: Carries,
  context: TaskContext,
): Promise<Response> {
  if (answer.body === null) return answer
  const bytes = await readStream(answer.body, maxAnswerBytes, () => new AnswerTooLarge())
  // A byte order mark is part of a document.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const isDocument = carries === 'document' && answer.ok
  const shown = isDocument
    ? (await maskDocuments([text], context))[0]
    : await maskJson(text, carries, context)
  return new Response(shown ?? bytes, { status: answer.status, headers: answer.headers })
}

/** `undefined` when nothing has to be masked; most answers are forwarded unchanged. */
async function maskJson(text: string, carries: Carries, context: TaskContext): Promise<string | undefined> {
  const body = parseJson(text)
  if (body === undefined) return isSentence(text) ? maskMessage(text) : ''
  const found: Found = { texts: new Map(), withheld: false }
  find(found, '', body)
  const masked = await maskFound(found, carries, context)
  return masked.size === 0 && !found.withheld ? undefined : JSON.stringify(shownPart(masked, '', body))
}

/**
 * Values extracted from documents, without the context that identifies secrets. No page shows them; a page that needs
 * them must use one of Hubdeck's own routes, which mask them by path. No route of ours sends them either.
 */
export const withheld: ReadonlySet<string> = new Set([
  'Conflicts',
  'FunctionInvocation',
  'HeadMutation',
  'InvocationParams',
  'NeededPaths',
  'PathAnnotations',
  'ProvidedPaths',
  'Values',
  'ViewColumns',
])

type Found = {
  /** The distinct texts under each name: labels and reasons of a thousand units repeat. */
  readonly texts: Map<string, { readonly isIdentity: boolean; readonly texts: Set<string> }>
  withheld: boolean
}

function find(found: Found, name: string, value: unknown): void {
  if (typeof value === 'string') addText(found, name, value)
  else if (Array.isArray(value)) {
    for (const item of value) find(found, name, item)
  } else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      if (withheld.has(key)) found.withheld = true
      else find(found, key, value[key])
    }
  }
}

/** Most texts of an answer are ids, hashes and times, all of them different. */
function addText({ texts }: Found, name: string, text: string): void {
  let known = texts.get(name)
  if (known === undefined) {
    known = { isIdentity: /(?:ID|Hash|At)$/.test(name), texts: new Set() }
    texts.set(name, known)
  }
  if (!(known.isIdentity && identity.test(text))) known.texts.add(text)
}

type Masked = ReadonlyMap<string, ReadonlyMap<string, string>>

/** The texts that masking changes, by name and text. */
async function maskFound({ texts }: Found, carries: Carries, context: TaskContext): Promise<Masked> {
  const masked = new Map<string, ReadonlyMap<string, string>>()
  const keep = (name: string, originals: readonly string[], shown: readonly string[]) => {
    const changed = originals.flatMap((text, at) => {
      const instead = shown[at] ?? ''
      return instead === text ? [] : [[text, instead] as const]
    })
    if (changed.length > 0) masked.set(name, new Map(changed))
  }
  const documents = carries === 'documents' ? [...(texts.get('Data')?.texts ?? [])] : []
  if (documents.length > 0) texts.delete('Data')
  keep('Data', documents, await maskDocuments(documents, context))

  const names = [...texts].map(([name, found]) => ({ name, originals: [...found.texts] }))
  const fields = names.flatMap(({ name, originals }) => originals.map((text): Field => ({ name, text })))
  const shown = await maskFields(fields, context)
  let from = 0
  for (const { name, originals } of names) {
    keep(name, originals, shown.slice(from, from + originals.length))
    from += originals.length
  }
  return masked
}

function shownPart(masked: Masked, name: string, value: unknown): unknown {
  if (typeof value === 'string') return masked.get(name)?.get(value) ?? value
  if (Array.isArray(value)) return value.map((item) => shownPart(masked, name, item))
  if (!isRecord(value)) return value
  const kept = Object.entries(value).filter(([key]) => !withheld.has(key))
  return Object.fromEntries(kept.map(([key, inner]) => [key, shownPart(masked, key, inner)]))
}

const identity = new RegExp(`^(?:${uuidSource}|[0-9a-f]{64}|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)$`)

/** An answer that is neither JSON nor a line of text is a proxy's page, which is useless here. */
function isSentence(text: string): boolean {
  return text.length < 500 && !text.trimStart().startsWith('<')
}

function parseJson(text: string): unknown {
  try {
    return parseExactJson(text)
  } catch {
    return undefined
  }
}
