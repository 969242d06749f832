// A hub for one journey after another, `hub.ts PORT DIRECTORY`: each message names the directory that it goes on with. A
// process that stays has PostgreSQL compiled already, which takes a new one longer than anything else.
import { createLog } from '#hub/log.ts'
import { startHub } from '#hub/start.ts'

const [, , port, directory = ''] = process.argv
const log = createLog('warn')
let hub = await startOn(directory)

process.on('message', async ({ data }: { readonly data: string }) => {
  await hub.stop()
  hub = await startOn(data)
  process.send?.('ready')
})

function startOn(data: string) {
  const adminToken = process.env.HUBDECK_HUB_TOKEN
  return startHub({ data, fleet: 'microtraderx', port: Number(port), adminToken, log })
}
