import { attestationCalls } from '#lib/confighub/attestations.ts'
import type { ConfigHub, ConfigHubOptions } from '#lib/confighub/client.ts'
import { dryRunCalls } from '#lib/confighub/dry-runs.ts'
import { functionCalls } from '#lib/confighub/functions.ts'
import { identityCalls } from '#lib/confighub/identity.ts'
import { revisionCalls } from '#lib/confighub/revisions.ts'
import { savedCalls } from '#lib/confighub/saved/saved-calls.ts'
import { tagCalls } from '#lib/confighub/tags.ts'
import { createTransport } from '#lib/confighub/transport.ts'
import { unitCalls } from '#lib/confighub/units.ts'

/** A client for one server and one person. The same for the browser (through the proxy) and for our server. */
export function createConfigHub(options: ConfigHubOptions): ConfigHub {
  const transport = createTransport(options)
  return {
    ...identityCalls(transport),
    ...unitCalls(transport),
    ...revisionCalls(transport),
    ...functionCalls(transport),
    ...tagCalls(transport),
    ...savedCalls(transport),
    ...dryRunCalls(transport),
    ...attestationCalls(transport),
  }
}
