/**
 * What the recorder is told, as JSON in `BUMP_TESTCLIENT_RECORD`.
 * @typedef {object} Config
 * @property {string} to the absolute path of the file that lines are appended to
 * @property {string} root the absolute folder that paths are relative to
 * @property {string} run
 * @property {string} salt hexadecimal
 * @property {'record' | 'prove'} mode
 * @property {boolean} values whether values are written beside their digests
 * @property {readonly string[]} salts in mode `prove`: one set of lines is written for each
 */

/**
 * Throws where it is not a configuration.
 * @param {string} given
 * @returns {Config}
 */
export function readConfig(given) {
  const found = parsed(given);
  for (const name of ['to', 'root', 'run', 'salt'])
    if (typeof found?.[name] !== 'string') throw new Error(`BUMP_TESTCLIENT_RECORD has no \`${name}\``);
  const { to, root, run, salt, mode, values, salts } = found;
  const isProof = mode === 'prove';
  return {
    ...{ to, root, run, salt },
    mode: isProof ? 'prove' : 'record',
    values: values === true,
    salts: isProof && Array.isArray(salts) && salts.length > 0 ? salts : [salt],
  };
}

/** @param {string} given */
function parsed(given) {
  try {
    return JSON.parse(given);
  } catch {
    throw new Error('BUMP_TESTCLIENT_RECORD is not JSON');
  }
}
