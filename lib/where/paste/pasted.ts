import type { Outcome } from '#lib/base/result.ts'

/** The three texts that together select units. */
export type PastedQuery = { readonly where: string; readonly data: string; readonly type: string }

/** What was written differently here, and why that asks the same. */
export type PastedChange = { readonly from: string; readonly to: string; readonly reason: string }

/** What a text of another tool asks, and how that is written here. */
export type Pasted = { readonly query: PastedQuery; readonly changes: readonly PastedChange[] }

/** The same, or why it cannot be asked here. */
export type PasteResult = Outcome<Pasted>

export function refusal(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message }
}

/** Text of an expression; undefined when the language cannot write the value. */
export function quoted(value: string): string | undefined {
  return /['"\\\p{Cc}]/u.test(value) ? undefined : `'${value}'`
}

/** Own conditions among others; in parentheses, because AND would otherwise belong to the last alternative only. */
export function among(own: string, others: readonly string[]): string {
  const grouped = others.length > 0 && /\bOR\b|\|\|/i.test(own) ? `(${own})` : own
  return [grouped, ...others].filter((text) => text !== '').join(' AND ')
}

export const severalCommands = 'There is more than one command. Paste one.'
