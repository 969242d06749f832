/**
 * A pure function of plain data that may need much time or memory, so that it can run in a thread. Its own module
 * declares it; threads load only the modules they need.
 */
export type Task<Input, Answer> = {
  /** Address of the module. */
  readonly module: string
  readonly name: string
  readonly run: (input: Input) => Answer
}

const declared = new Map<string, unknown>()

/** Declares a task; `module` is the `import.meta.url` of the module that does so. */
export function task<Input, Answer>(module: string, run: (input: Input) => Answer): Task<Input, Answer> {
  declared.set(`${module} ${run.name}`, run)
  return { module, name: run.name, run }
}

/** The function of a task, in a thread that may not have loaded its module yet. */
export async function loadTask({ module, name }: Pick<Task<never, unknown>, 'module' | 'name'>) {
  await import(module)
  return declared.get(`${module} ${name}`)
}
