import { directiveMerges } from '#lib/config/testing/kubectl-directive-merges.ts'
import { kindMerges } from '#lib/config/testing/kubectl-kind-merges.ts'
import type { KubectlMerge } from '#lib/config/testing/kubectl-merge.ts'
import { oddMerges } from '#lib/config/testing/kubectl-odd-merges.ts'
import { podMerges } from '#lib/config/testing/kubectl-pod-merges.ts'

/**
 * What kubectl 1.32 answers (`kubectl patch --local --type=strategic`); `npm run compare-kubectl` asks a real kubectl
 * again.
 */
export const kubectlMerges: readonly KubectlMerge[] = [
  ...podMerges,
  ...kindMerges,
  ...directiveMerges,
  ...oddMerges,
]
