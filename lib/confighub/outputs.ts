/**
 * A function output as text. ConfigHub 0.8 sends base64 of UTF-8 (contract A1); a server that sends plain text is recognised
 * because decoding and encoding it again does not give the same.
 */
export function decodeOutput(value: string): string {
  const compact = value.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (compact === '' || !/^[A-Za-z0-9+/]+$/.test(compact)) return value
  try {
    const binary = atob(compact)
    if (btoa(binary).replace(/=+$/, '') !== compact) return value
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return value
  }
}
