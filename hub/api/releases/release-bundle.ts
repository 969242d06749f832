import { createHash } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { gzipOf } from '#hub/api/releases/release-gzip.ts'
import { type TarFile, tarOf } from '#hub/api/releases/release-tar.ts'
import { bytesOf, documentBytes } from '#hub/store/read-document.ts'
import type { ReleaseContentTable, Tables } from '#hub/store/tables.ts'

/** One document of a bundle. */
export type Content = Omit<ReleaseContentTable, 'ReleaseID'>

type Chosen = Omit<Content, 'Path'> & {
  readonly Slug: string
  readonly ToolchainType: string
  readonly DataSize: number
  readonly ValidationErrors: Readonly<Record<string, boolean>>
}

/** Larger Releases have to be split over several Spaces. */
const maxBundleBytes = 268_435_456

/**
 * What a Release of the Space would bundle: each Unit on the Target, at the newest Revision with the Tag, else at its
 * head (contract A5). The Units stay as they are until the transaction ends. 422 while some have validation errors.
 */
export async function chooseContents(
  db: Transaction<Tables>,
  SpaceID: string,
  TargetID: string,
  TagID: string | undefined,
): Promise<Content[]> {
  await sql`select 1 from "Unit" where "SpaceID" = ${SpaceID} and "TargetID" = ${TargetID}
    order by "UnitID" for no key update`.execute(db)
  const chosen = await revisionsOf(db, SpaceID, TargetID, TagID)
  if (chosen.length === 0)
    throw new Failure(
      422,
      'There is nothing to release: no Unit of the Space is published to its release Target.',
    )
  mustBeValid(chosen)
  const size = chosen.reduce((sum, { DataSize }) => sum + DataSize, 0)
  if (size > maxBundleBytes)
    throw new Failure(422, `The Units have ${size} bytes together; a Release may have ${maxBundleBytes}.`)
  return chosen
    .map(({ UnitID, RevisionID, RevisionNum, DataHash, Slug, ToolchainType }) => ({
      Path: `${Slug}${extensionOf(ToolchainType)}`,
      UnitID,
      RevisionID,
      RevisionNum,
      DataHash,
    }))
    .toSorted((a, b) => (a.Path < b.Path ? -1 : 1))
}

async function revisionsOf(
  db: Transaction<Tables>,
  SpaceID: string,
  TargetID: string,
  TagID: string | undefined,
): Promise<Chosen[]> {
  const tagged =
    TagID === undefined
      ? sql`null::uuid`
      : sql`(select "RevisionID" from "Revision" as tagged where tagged."UnitID" = "Unit"."UnitID"
          and tagged."Tags" ? ${TagID}::text order by tagged."RevisionNum" desc limit 1)`
  const { rows } = await sql<Chosen>`
    select "Unit"."UnitID", "Unit"."Slug", "Unit"."ToolchainType", "Revision"."RevisionID",
      "Revision"."RevisionNum", "Revision"."DataHash", "Revision"."DataSize", "Revision"."ValidationErrors"
    from "Unit" join "Revision" on "Revision"."RevisionID" = coalesce(${tagged}, "Unit"."HeadRevisionID")
    where "Unit"."SpaceID" = ${SpaceID} and "Unit"."TargetID" = ${TargetID}
      and "Unit"."ProviderType" in ('', 'OCI')
    order by "Unit"."Slug"`.execute(db)
  return rows
}

const namedAtMost = 10

function mustBeValid(chosen: readonly Chosen[]): void {
  const failing = chosen.filter(({ ValidationErrors }) => Object.keys(ValidationErrors).length > 0)
  if (failing.length === 0) return
  const names = failing
    .slice(0, namedAtMost)
    .map(({ Slug, ValidationErrors }) => `${Slug} (${Object.keys(ValidationErrors).join(', ')})`)
  const more = failing.length > namedAtMost ? ` and ${failing.length - namedAtMost} more` : ''
  throw new Failure(422, `Nothing was released: outstanding ValidationErrors of ${names.join(', ')}${more}.`)
}

const extensions: Readonly<Record<string, string>> = {
  Properties: '.properties',
  TOML: '.toml',
  INI: '.ini',
  JSON: '.json',
  Env: '.env',
  Text: '.txt',
}

function extensionOf(toolchain: string): string {
  return extensions[toolchain.slice(toolchain.indexOf('/') + 1)] ?? '.yaml'
}

/** The archive of a Release: the same bytes every time. `atOnce` documents are read in one statement. */
export function archiveOf(
  db: Kysely<Tables>,
  contents: readonly Content[],
  { compressed = true, atOnce = 1 }: { readonly compressed?: boolean; readonly atOnce?: number } = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const tar = tarOf(filesOf(db, contents, atOnce))
  return compressed ? gzipOf(tar) : tar
}

async function* filesOf(
  db: Kysely<Tables>,
  contents: readonly Content[],
  atOnce: number,
): AsyncGenerator<TarFile> {
  for (let at = 0; at < contents.length; at += atOnce) {
    const some = contents.slice(at, at + atOnce)
    const hashes = some.map(({ DataHash }) => DataHash)
    const documents = await db
      .selectFrom('Document')
      .select(['DataHash', documentBytes.as('Data')])
      .where(sql<boolean>`"DataHash" = any(${hashes}::text[])`)
      .execute()
    const data = new Map(documents.map(({ DataHash, Data }) => [DataHash, Data]))
    for (const { Path, DataHash } of some) {
      const base64 = data.get(DataHash)
      if (base64 === undefined) throw new Failure(404, 'Release not found.')
      yield { name: Path, bytes: bytesOf(base64) }
    }
  }
}

export type Digests = {
  readonly Digest: string
  readonly ManifestDigest: string
  /** Bytes of the archive. */
  readonly DataSize: number
}

/** What identifies a bundle: the hash of the archive, and of an OCI manifest that names it. */
export async function digestsOf(
  db: Kysely<Tables>,
  contents: readonly Content[],
  baseName: string,
): Promise<Digests> {
  const hash = createHash('sha256')
  let DataSize = 0
  for await (const piece of archiveOf(db, contents)) {
    hash.update(piece)
    DataSize += piece.length
  }
  const Digest = `sha256:${hash.digest('hex')}`
  const ManifestDigest = `sha256:${createHash('sha256')
    .update(manifest(Digest, DataSize, baseName))
    .digest('hex')}`
  return { Digest, ManifestDigest, DataSize }
}

/** OCI image manifest with one layer and the empty config. */
function manifest(digest: string, size: number, baseName: string): string {
  const empty = 'application/vnd.oci.empty.v1+json'
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    config: {
      mediaType: empty,
      digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      size: 2,
      data: 'e30=',
    },
    layers: [
      {
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        digest,
        size,
        annotations: { 'org.opencontainers.image.title': `${baseName}.tar.gz` },
      },
    ],
  })
}
