import { queryComparisons } from '#bench/fleet-query.ts'
import { measure, report } from '#bench/measure.ts'
import { previewComparison } from '#bench/preview.ts'
import { proxyComparisons } from '#bench/proxy.ts'
import { startServers } from '#bench/servers.ts'
import { command } from '#scripts/problem.ts'

// Ratios of two things measured side by side in this run: they hold on any machine, milliseconds do not.
await command(async () => {
  const servers = await startServers('scale:50000')
  try {
    const queries = await queryComparisons(servers)
    const comparisons = [
      ...(await proxyComparisons(servers)),
      ...queries.comparisons,
      await previewComparison(servers),
    ]
    console.log()
    for (const comparison of comparisons) console.log(report(comparison, await measure(comparison)))
    await queries.close()
    return 0
  } finally {
    await servers.stop()
  }
})
