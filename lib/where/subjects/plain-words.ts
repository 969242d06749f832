// What people call the attributes of units and the paths of documents, titles of columns among it. Names themselves are
// found without this table.

export const attributeWords: Readonly<Record<string, readonly string[]>> = {
  Slug: ['unit', 'name', 'app', 'application', 'service'],
  'Space.Slug': ['space', 'namespace', 'where'],
  'HeadRevision.UserID': ['changed by', 'author', 'who', 'person', 'user'],
  'HeadRevision.CreatedAt': ['changed', 'when', 'last changed', 'recently'],
  'HeadRevision.Description': ['reason', 'message'],
  'HeadRevision.UserAgent': ['tool', 'client'],
  'HeadRevision.Source': ['operation', 'source'],
  LastChangeDescription: ['last change', 'description', 'reason', 'ticket'],
  HeadRevisionNum: ['head', 'newest revision', 'version'],
  LastReleasedRevisionNum: ['released', 'published', 'deployed'],
  UpstreamRevisionNum: ['behind upstream', 'merged'],
  'UpstreamUnit.Slug': ['upstream', 'cloned from', 'base'],
  'UpstreamUnit.HeadRevisionNum': ['behind upstream', 'upstream head'],
  'UpstreamSpace.Slug': ['upstream space', 'cloned from'],
  'Target.Slug': ['target', 'cluster', 'deployed to'],
  TargetID: ['has a target'],
  'ChangeSet.Slug': ['change set', 'locked'],
  ChangeSetID: ['locked', 'open change'],
  'ValidationErrors.': ['failing checks', 'errors', 'gates', 'blocked'],
  'ValidationWarnings.': ['warnings'],
  'LEN(ValidationErrors)': ['failing checks', 'number of errors'],
  'LEN(Conflicts)': ['conflicts', 'merge conflicts'],
  'Labels.': ['label of the unit', 'team', 'owner', 'tier'],
  'Space.Labels.': ['label of the space', 'environment', 'region', 'continent', 'stage'],
  'Annotations.': ['annotation of the unit'],
  ToolchainType: ['format', 'kind of document', 'toolchain'],
  DataHash: ['data hash', 'same document'],
  CreatedAt: ['created', 'age'],
  UpdatedAt: ['updated', 'touched'],
  DisplayName: ['title'],
  'FromLink.*.Slug': ['link', 'linked'],
}

export type PlainPath = {
  readonly path: string
  readonly doc: string
  readonly words: readonly string[]
}

/** Paths for the most common questions about workloads; they also show how paths are written. */
export const commonPaths: readonly PlainPath[] = [
  { path: 'spec.replicas', doc: 'number of replicas', words: ['replicas', 'scale', 'pods', 'instances'] },
  {
    path: 'spec.template.spec.containers.*.image',
    doc: 'image of any container',
    words: ['image', 'container image'],
  },
  {
    path: 'spec.template.spec.containers.*.image#reference',
    doc: 'tag or digest of any image',
    words: ['image tag', 'version', 'tag', 'digest'],
  },
  {
    path: 'spec.template.spec.containers.?name=main.image',
    doc: 'image of one container by name',
    words: ['main container'],
  },
  {
    path: 'spec.template.spec.containers.?name=@0.image',
    doc: 'image of the first container',
    words: ['first container'],
  },
  {
    path: 'spec.template.spec.containers.*?name=main.image',
    doc: 'image of every container of that name',
    words: [],
  },
  {
    path: 'spec.template.spec.containers.*.|securityContext.runAsNonRoot',
    doc: 'may be missing; != holds then, too',
    words: ['root', 'security'],
  },
  {
    path: 'spec.template.spec.containers.*.resources.limits.memory',
    doc: 'memory limit',
    words: ['memory', 'memory limit', 'ram'],
  },
  {
    path: 'spec.template.spec.containers.*.resources.limits.cpu',
    doc: 'CPU limit',
    words: ['cpu', 'cpu limit'],
  },
  {
    path: 'spec.template.spec.containers.*.env.*.name',
    doc: 'name of an environment variable',
    words: ['environment variable', 'env'],
  },
  { path: 'metadata.name', doc: 'name of the resource', words: ['resource name'] },
  { path: 'metadata.namespace', doc: 'namespace of the resource', words: ['namespace'] },
  { path: 'metadata.labels.app', doc: 'a label of the resource', words: ['resource label', 'app label'] },
  { path: 'kind', doc: 'kind of the resource', words: ['kind', 'resource kind'] },
  { path: 'ConfigHub.ResourceName', doc: 'namespace/name', words: ['resource name'] },
]
