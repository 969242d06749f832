/** Larger data is not decoded. */
const maxEncoded = 262_144

/** The decoded text of Base64; undefined when it is not Base64, or not text. */
export function decodedText(encoded: string): string | undefined {
  if (encoded.length > maxEncoded) return undefined
  const compact = encoded.replace(/\s+/g, '')
  if (compact.length < 8 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)) return undefined
  try {
    const binary = atob(compact.replaceAll('-', '+').replaceAll('_', '/'))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(binary, (each) => each.charCodeAt(0)),
    )
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are how bytes are told from text.
    return /[\u0000-\u0008\u000e-\u001f\u007f]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

/** A longer secret is a file, and is searched for only as it is. */
const maxLength = 16_384

/** Other ways to write the same text: Base64 with and without padding, in an address, in JSON. */
export function encodedForms(text: string): string[] {
  if (text.length > maxLength) return []
  const base64 = encodeBase64(text)
  const forms = [base64, base64.replace(/=+$/, ''), safelyEncoded(text), JSON.stringify(text).slice(1, -1)]
  return [...new Set(forms)].filter((form) => form !== text && form.length >= 8)
}

function encodeBase64(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}

function safelyEncoded(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : text
}
