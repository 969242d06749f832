import { createHmac } from 'node:crypto'

/** 32 letters that no two people read differently. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
/** 25 bits: of 1,000 secrets in one view two look the same once in 67 views. */
const length = 5

/** The key of the tags of a deployment, as plain data: worker threads get it. */
export function fingerprintKey(secret: string): string {
  // The same secret keeps the session cookie; the label keeps the uses apart.
  return createHmac('sha256', secret).update('hubdeck fingerprint 1').digest('base64url')
}

/**
 * A short tag for a secret that is masked: the same for the same secret, so that one that changed is told from one that
 * did not. It cannot be turned back, and whoever lacks the key cannot try secrets against it.
 */
export function fingerprinter(key: string): (secret: string) => string {
  return (secret) => {
    const digest = createHmac('sha256', key).update(secret).digest()
    return Array.from(digest.subarray(0, length), (byte) => letters[byte % letters.length]).join('')
  }
}
