import { createHmac } from 'node:crypto'

/** 32 letters that are hard to confuse. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
/** 25 bits: among 1,000 secrets in one view, two get the same tag once in 67 views. */
const length = 5

/** The key for the tags of a deployment, as plain data that can be passed to worker threads. */
export function fingerprintKey(secret: string): string {
  // The session cookie uses the same secret; the label separates the uses.
  return createHmac('sha256', secret).update('hubdeck fingerprint 1').digest('base64url')
}

/**
 * A short tag for a masked secret, equal for equal secrets, which shows whether a secret changed. It cannot be
 * reversed, and without the key guesses cannot be tested against it.
 */
export function fingerprinter(key: string): (secret: string) => string {
  return (secret) => {
    const digest = createHmac('sha256', key).update(secret).digest()
    return Array.from(digest.subarray(0, length), (byte) => letters[byte % letters.length]).join('')
  }
}
