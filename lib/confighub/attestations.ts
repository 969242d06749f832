import * as z from 'zod/mini'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'
import {
  AttestResult,
  ExtendedAttestation,
  ExtendedServiceAccount,
} from '#lib/confighub/schema/attestations.ts'
import { jsonWrite, listQuery, type Transport } from '#lib/confighub/transport.ts'

/** What people say about revisions, and which accounts are no people. */
export function attestationCalls(
  transport: Transport,
): Pick<ConfigHub, 'attest' | 'revokeAttestation' | 'allAttestations' | 'serviceAccountUserIds'> {
  const all = async <T>(path: string, item: z.core.$ZodType<T>, where: string, signal?: AbortSignal) => {
    const { items } = await followPages((token) => {
      const query = listQuery({ where, limit: pageLimit, ...(token && { continue: token }) })
      return transport.page({ method: 'GET', safe: true, path, query, signal }, z.array(item))
    })
    return items
  }
  return {
    attest: (statement, signal) =>
      transport.json(jsonWrite('POST', '/attest', statement, signal), AttestResult),
    revokeAttestation: async (spaceId, revocation, signal) => {
      const path = `/space/${encodeURIComponent(spaceId)}/attestation`
      await transport.json(jsonWrite('POST', path, revocation, signal), ExtendedAttestation)
    },
    allAttestations: async (where, signal) => {
      const found = await all('/attestation', ExtendedAttestation, where, signal)
      return found.map(({ Attestation }) => Attestation)
    },
    serviceAccountUserIds: async (signal) => {
      const found = await all('/service_account', ExtendedServiceAccount, '', signal)
      return new Set(found.map(({ ServiceAccount }) => ServiceAccount.UserID))
    },
  }
}
