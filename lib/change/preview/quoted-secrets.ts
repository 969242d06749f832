import { maskConfig, maskText, secretsIn } from '#lib/config/mask/mask.ts'
import { mask } from '#lib/config/mask/spans.ts'

/**
 * Removes a document's secrets from a message about it: a failed `test` quotes the value it found, a function or the
 * hub quotes what it could not read. Only the document tells what is secret, so every masked part of it is removed,
 * even if the same word occurs elsewhere for other reasons.
 */
export function withoutSecretsOf(document: string, sentence: string): string {
  let shown = sentence
  for (const secret of spellings(secretsOf(document))) shown = replaceSecret(shown, secret)
  return maskText(shown, { secrets: secretsIn(document) })
}

/** The parts that masking removes from a document. Masking keeps every line in place, so lines are compared. */
function secretsOf(document: string): string[] {
  const masked = maskConfig(document).text.split('\n')
  return document.split('\n').flatMap((line, at) => hiddenParts(line, masked[at] ?? ''))
}

/** A mask and the letters that tell one secret from another. */
const masks = new RegExp(`${mask}[A-Za-z0-9]{0,8}`)

function hiddenParts(line: string, masked: string): string[] {
  if (line === masked) return []
  const [first = '', ...shown] = masked.split(masks)
  let from = first.length
  const hidden = shown.map((text, at) => {
    const isLast = at === shown.length - 1
    const to = isLast ? line.length - text.length : line.indexOf(text, from + 1)
    const part = line.slice(from, to)
    from = to + text.length
    return part
  })
  return hidden.every((part) => part.trim() !== '') ? hidden : [line]
}

/**
 * The secret as it is, as JSON encodes it, and as base64 decodes it; longest first, because one may contain another.
 */
function spellings(secrets: readonly string[]): string[] {
  const all = secrets.flatMap((secret) => {
    const plain = secret.trim().replace(/^(["'])(.*)\1$/, '$2')
    return [plain, JSON.stringify(plain).slice(1, -1), ...decoded(plain)]
  })
  return [...new Set(all)].filter((text) => text !== '').sort((a, b) => b.length - a.length)
}

function decoded(text: string): string[] {
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(text)) return []
  const bytes = Buffer.from(text, 'base64')
  const plain = bytes.toString('utf8')
  return Buffer.from(plain, 'utf8').equals(bytes) ? [plain, ...plain.split('\n')] : []
}

/** A short secret also occurs inside other words, so it is removed only where it is a whole value. */
function replaceSecret(sentence: string, secret: string): string {
  if (secret.length >= 5) return sentence.replaceAll(secret, mask)
  const literal = secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const alone = new RegExp(`(?<=["':=]\\s?|\\b(?:is|not|was|value) )${literal}(?=["',.;)}\\]\\s]|$)`, 'g')
  return sentence.replace(alone, mask)
}
