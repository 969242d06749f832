import { harmlessKinds } from '#lib/config/testing/harmless-kinds.ts'
import { madeUp, secretKinds } from '#lib/config/testing/secret-kinds.ts'

/** One kind as a unit of a hub: its documents, one per revision, and the secrets that must not be revealed. */
export type PlantedKind = {
  readonly slug: string
  readonly kind: string
  readonly texts: readonly string[]
  readonly secrets: readonly string[]
}

/** Every kind of secret in two revisions, whose secrets differ, and every harmless kind in one. */
export const plantedKinds: readonly PlantedKind[] = [
  ...secretKinds.map(({ name, plant }, at) => {
    const both = [plant(madeUp(2 * at)), plant(madeUp(2 * at + 1))]
    return {
      slug: `secret-${at}`,
      kind: name,
      texts: both.map(({ text }) => text),
      secrets: both.flatMap(({ secrets }) => secrets),
    }
  }),
  ...harmlessKinds.map(({ name, text }, at) => ({
    slug: `harmless-${at}`,
    kind: name,
    texts: [text],
    secrets: [],
  })),
]

/** A reason that a person gave carelessly. */
const reasonSecret = madeUp(5000)
export const carelessReason = `Planted, db password=${reasonSecret}`

/** A secret that a person types, and that no document contains yet. */
export const typedSecret = madeUp(9001)

/** Finds planted secrets in a text, plain or encoded, and returns each with its surroundings. */
export function leaksIn(text: string): string[] {
  const found = new Set<string>()
  for (let at = 0; at + prefixLength <= text.length; at++) {
    for (const { needle, kind } of needles.get(text.slice(at, at + prefixLength)) ?? []) {
      if (text.startsWith(needle, at)) found.add(`${kind}: …${text.slice(Math.max(0, at - 60), at + 60)}…`)
    }
  }
  return [...found]
}

const prefixLength = 8

const needles = Map.groupBy(
  [
    ...plantedKinds.flatMap(({ kind, secrets }) => secrets.map((secret) => ({ kind, secret }))),
    { kind: 'reason', secret: reasonSecret },
    { kind: 'typed', secret: typedSecret },
  ].flatMap(({ kind, secret }) => spellings(secret).map((needle) => ({ kind, needle }))),
  ({ needle }) => needle.slice(0, prefixLength),
)

function spellings(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1)
  const all = [secret, escaped, encodeURIComponent(secret), ...inBase64(secret), ...decoded(secret)]
  return [...new Set(all)].filter((each) => each.length >= prefixLength)
}

/** The part of its Base64 that does not depend on the surrounding text. */
function inBase64(secret: string): string[] {
  if (!/^[\x20-\x7e]*$/.test(secret)) return []
  return [0, 1, 2].map((before) =>
    btoa('x'.repeat(before) + secret).slice(
      before === 0 ? 0 : 4,
      Math.floor((before + secret.length) / 3) * 4,
    ),
  )
}

function decoded(secret: string): string[] {
  try {
    const plain = atob(secret)
    return btoa(plain) === secret && /^[\x20-\x7e\n]*$/.test(plain) ? [plain] : []
  } catch {
    return []
  }
}
