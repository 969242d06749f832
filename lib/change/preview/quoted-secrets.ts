import { maskConfig, maskText, secretsIn } from '#lib/config/mask/mask.ts'
import { mask } from '#lib/config/mask/spans.ts'

/**
 * A sentence about a document without the document's secrets: a failed `test` quotes the value that it found, a
 * function or the hub what it could not read. Where they were quoted from, only the document itself can tell: of it
 * every masked part counts, be it a word that stands elsewhere for other reasons.
 */
export function withoutSecretsOf(document: string, sentence: string): string {
  let shown = sentence
  for (const secret of spellings(secretsOf(document))) shown = replaceSecret(shown, secret)
  return maskText(shown, { secrets: secretsIn(document) })
}

/** What masking takes out of a document. It leaves every line where it was, so lines are compared. */
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

/** As it stands, as JSON writes it, and what it stands for in base64; the longest first, which may hold others. */
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

/** A short one stands in other words too, so it is only taken where a value stands. */
function replaceSecret(sentence: string, secret: string): string {
  if (secret.length >= 5) return sentence.replaceAll(secret, mask)
  const literal = secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const alone = new RegExp(`(?<=["':=]\\s?|\\b(?:is|not|was|value) )${literal}(?=["',.;)}\\]\\s]|$)`, 'g')
  return sentence.replace(alone, mask)
}
