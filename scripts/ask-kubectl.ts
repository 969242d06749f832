import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'

export type Answer = { readonly value: JsonMap } | { readonly refusal: string }

/** Answers for several documents and one patch, in their order. */
export type AskKubectl = (documents: readonly JsonMap[], patch: JsonMap) => Promise<Answer[]>

const run = promisify(execFile)

/** The kubectl on this machine; undefined where there is none. No cluster is needed. */
export async function kubectlVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await run('kubectl', ['version', '--client', '--output=json'])
    return String(JSON.parse(stdout).clientVersion.gitVersion)
  } catch {
    return undefined
  }
}

/** Works in a folder of its own, which is removed afterwards. */
export async function withKubectl<Value>(work: (ask: AskKubectl) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'hubdeck-kubectl-'))
  let asked = 0
  const ask: AskKubectl = async (documents, patch) => {
    asked += 1
    const file = join(folder, `${asked}.json`)
    const isTogether = documents.length > 1 && keepsNames(patch)
    const together = isTogether ? await askTogether(file, documents, patch) : undefined
    if (together !== undefined) return together
    const answers: Answer[] = []
    for (const document of documents) answers.push(await askOne(file, document, patch))
    return answers
  }
  try {
    return await work(ask)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function askOne(file: string, document: JsonMap, patch: JsonMap): Promise<Answer> {
  const { stdout, refusal } = await kubectlPatch(file, document, patch)
  return refusal === undefined ? { value: JSON.parse(stdout) } : { refusal }
}

/** kubectl leaves out what it refuses, so answers are found by name. Undefined if it fell over one of the documents. */
async function askTogether(
  file: string,
  documents: readonly JsonMap[],
  patch: JsonMap,
): Promise<Answer[] | undefined> {
  const { stdout, refusal = '' } = await kubectlPatch(
    file,
    { apiVersion: 'v1', kind: 'List', items: documents },
    patch,
  )
  if (refusal.includes('panic:')) return undefined
  const texts = stdout.split(/^(?=\{)/m).filter((text) => text.trim() !== '')
  const values = new Map(
    texts.map((text): [unknown, JsonMap] => [nameOf(JSON.parse(text)), JSON.parse(text)]),
  )
  return documents.map((document) => {
    const value = values.get(nameOf(document))
    return value === undefined ? { refusal } : { value }
  })
}

/** kubectl takes a text that begins with a brace for JSON, so it is given JSON. */
async function kubectlPatch(file: string, document: JsonMap, patch: JsonMap) {
  await writeFile(file, JSON.stringify(document))
  const options = ['--local', '--type=strategic', '--output=json', `--filename=${file}`]
  try {
    const { stdout } = await run('kubectl', ['patch', ...options, `--patch=${JSON.stringify(patch)}`])
    return { stdout }
  } catch (error) {
    const stdout = error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
    return { stdout, refusal: error instanceof Error ? error.message : String(error) }
  }
}

function keepsNames(patch: JsonMap): boolean {
  const { metadata = {} } = patch
  const instructions = ['$patch', '$retainKeys']
  return isJsonMap(metadata) && instructions.every((key) => !(key in patch) && !(key in metadata))
}

function nameOf(resource: Json): Json | undefined {
  const metadata = isJsonMap(resource) ? member(resource, 'metadata') : undefined
  return isJsonMap(metadata) ? member(metadata, 'name') : undefined
}
