import type { KeyObject } from 'node:crypto'
import { bundleFromJSON } from '@sigstore/bundle'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { keyHint } from '#lib/change/evidence/envelope.ts'

/** Someone else's verifier; throws where it refuses. */
export function judge(text: string, key: KeyObject): void {
  const root = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [],
    certificateAuthorities: [],
    ctlogs: [],
    timestampAuthorities: [],
  }
  const trust = toTrustMaterial(root, (hint) => {
    if (hint !== keyHint(key)) throw new Error(`unknown key: ${hint}`)
    return { publicKey: key, validFor: () => true }
  })
  const verifier = new Verifier(trust, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 })
  verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(text))))
}
