import { parseArgs } from 'node:util'
import { equalJson, isJsonMap, type JsonMap } from '#lib/base/json.ts'
import { readResources } from '#lib/config/document/document.ts'
import { type KubectlMerge, patchOf, resourceWith } from '#lib/config/testing/kubectl-merge.ts'
import { kubectlMerges } from '#lib/config/testing/kubectl-merges.ts'
import { type Answer, type AskKubectl, kubectlVersion, withKubectl } from '#scripts/ask-kubectl.ts'
import { compareRandomMerges } from '#scripts/compare-random-merges.ts'
import { command, Problem } from '#scripts/problem.ts'

const usage = `Usage: npm run compare-kubectl [-- --random 4000 [--seed 1]]

  --random  merge this many random documents and patches as well
  --seed    repeats the same ones`

// Asks a real kubectl for the answers that the tests expect of the merge patch. No cluster is needed.
await command(async () => {
  const { random, seed } = flags()
  const version = await kubectlVersion()
  if (version === undefined) {
    console.log('Skipped: there is no kubectl on this machine. Install one to compare with it.')
    return 0
  }
  return await withKubectl(async (ask) => {
    const isTableHeld = await compareTable(ask, version)
    const isHeld = random === 0 || (await compareRandomMerges(ask, random, seed))
    return isTableHeld && isHeld ? 0 : 1
  })
})

function flags() {
  try {
    const { values } = parseArgs({ options: { random: { type: 'string' }, seed: { type: 'string' } } })
    return { random: wholeNumber(values.random ?? '0'), seed: wholeNumber(values.seed ?? '1') }
  } catch (cause) {
    throw new Problem(cause instanceof Error ? cause.message : String(cause), usage)
  }
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new Error(`"${text}" is not a whole number.`)
}

async function compareTable(ask: AskKubectl, version: string): Promise<boolean> {
  const changed: string[] = []
  for (const merge of kubectlMerges) {
    const [answer] = await ask([readYaml(resourceWith(merge, merge.document))], readYaml(patchOf(merge)))
    if (answer === undefined || isExpected(merge, answer)) continue
    changed.push(merge.title)
    console.log(`${merge.title}: kubectl ${version} gives ${JSON.stringify(answer)}`)
  }
  const same = kubectlMerges.length - changed.length
  console.log(`${same} of ${kubectlMerges.length} merges are as kubectl ${version} makes them.`)
  return changed.length === 0
}

function isExpected(merge: KubectlMerge, answer: Answer): boolean {
  const { kubectl } = merge
  if (typeof kubectl !== 'string') return 'refusal' in answer && answer.refusal.includes(kubectl.refuses)
  return 'value' in answer && equalJson(readYaml(resourceWith(merge, kubectl)), answer.value)
}

function readYaml(text: string): JsonMap {
  const read = readResources(text)
  const [resource] = read.ok ? read.value : []
  if (!isJsonMap(resource?.value)) throw new Error(`This is not YAML with a map: ${text}`)
  return resource.value
}
