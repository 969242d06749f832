import 'server-only'
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The key of a setting: PEM, or the path of a file that holds it. Throws a message without the key. */
export function privateKeyOf(setting: string): KeyObject {
  const pem = setting.includes('-----BEGIN') ? setting : readFileSync(setting.trim(), 'utf8')
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    throw new Error('is not a private key in PEM (PKCS#8)')
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = key
  const isKnown =
    asymmetricKeyType === 'ed25519' ||
    (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1')
  if (!isKnown) throw new Error('is a key of another kind than ECDSA P-256 or Ed25519')
  return key
}
