import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { equalJson, type Json } from '#lib/base/json.ts'
import { readResources } from '#lib/config/document/document.ts'
import { type KubectlMerge, patchOf, resourceWith } from '#lib/config/testing/kubectl-merge.ts'
import { kubectlMerges } from '#lib/config/testing/kubectl-merges.ts'
import { command } from '#scripts/problem.ts'

const run = promisify(execFile)

// Asks a real kubectl for the answers that the tests expect of the merge patch. No cluster is needed.
await command(async () => {
  const version = await kubectlVersion()
  if (version === undefined) {
    console.log('Skipped: there is no kubectl on this machine. Install one to compare with it.')
    return 0
  }
  const folder = await mkdtemp(join(tmpdir(), 'hubdeck-kubectl-'))
  try {
    const changed: string[] = []
    for (const merge of kubectlMerges) {
      const answer = await ask(merge, join(folder, 'document.json'))
      if (isExpected(merge, answer)) continue
      changed.push(merge.title)
      console.log(`${merge.title}: kubectl ${version} gives ${JSON.stringify(answer)}`)
    }
    const same = kubectlMerges.length - changed.length
    console.log(`${same} of ${kubectlMerges.length} merges are as kubectl ${version} makes them.`)
    return changed.length === 0 ? 0 : 1
  } finally {
    await rm(folder, { recursive: true })
  }
})

type Answer = { readonly value: Json } | { readonly refusal: string }

async function kubectlVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await run('kubectl', ['version', '--client', '--output=json'])
    return String(JSON.parse(stdout).clientVersion.gitVersion)
  } catch {
    return undefined
  }
}

async function ask(merge: KubectlMerge, file: string): Promise<Answer> {
  await writeFile(file, JSON.stringify(readYaml(resourceWith(merge, merge.document))))
  const patch = `--patch=${JSON.stringify(readYaml(patchOf(merge)))}`
  const options = ['--local', '--type=strategic', '--output=json', `--filename=${file}`, patch]
  try {
    const { stdout } = await run('kubectl', ['patch', ...options])
    return { value: JSON.parse(stdout) }
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) }
  }
}

function isExpected(merge: KubectlMerge, answer: Answer): boolean {
  const { kubectl } = merge
  if (typeof kubectl !== 'string') return 'refusal' in answer && answer.refusal.includes(kubectl.refuses)
  return 'value' in answer && equalJson(readYaml(resourceWith(merge, kubectl)), answer.value)
}

/** kubectl takes a text that begins with a brace for JSON, so it is given JSON. */
function readYaml(text: string): Json {
  const read = readResources(text)
  const [resource] = read.ok ? read.value : []
  if (resource === undefined) throw new Error(`This is not YAML: ${text}`)
  return resource.value
}
