import { addressLine, encryptionLine } from '#lib/connection/address-lines.ts'
import { clockLine } from '#lib/connection/clock-line.ts'
import { limitsLine } from '#lib/connection/limits-line.ts'
import type { Measurements } from '#lib/connection/measurements.ts'
import { operationsLine } from '#lib/connection/operations-line.ts'
import { reachabilityLine } from '#lib/connection/reachability-line.ts'
import type { ConnectionReport } from '#lib/connection/report.ts'
import { rightsLine } from '#lib/connection/rights-line.ts'
import { tokenEndLine, tokenLine } from '#lib/connection/token-lines.ts'
import { versionLine } from '#lib/connection/version-line.ts'

/** One line per check, in the order in which a connection is established. */
export function conclude(measurements: Measurements): ConnectionReport {
  const { address, at, tokenFrom } = measurements
  return {
    hub: address.origin,
    at: new Date(at).toISOString(),
    tokenFrom,
    lines: [
      addressLine(address),
      encryptionLine(address, at),
      reachabilityLine(measurements),
      versionLine(measurements),
      tokenLine(measurements),
      tokenEndLine(measurements),
      rightsLine(measurements),
      limitsLine(measurements),
      clockLine(measurements),
      operationsLine(measurements),
    ],
  }
}
