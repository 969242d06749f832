// Preloaded into the programs that tests start: they end when the process of the test does, however that ends.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.channel?.unref()
