/** As `npm start` runs. */
export const SERVICE_FLAGS = ['--max-semi-space-size=16', '--heap-growing-percent=60'];
