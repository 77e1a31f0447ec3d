import { watchClients } from './clients/classes.mjs';
import { readConfig } from './config.mjs';
import { hookModules } from './modules/hooks.mjs';
import { Places } from './places/places.mjs';
import { Received } from './received/received.mjs';
import { watchServers } from './received/servers.mjs';
import { watchTests } from './runners/runners.mjs';
import { Writer } from './writer.mjs';

/**
 * Starts the recorder in this process or worker thread. Throws where the configuration cannot be read.
 * @param {string} given the value of `BUMP_TESTCLIENT_RECORD`
 */
export function start(given) {
  const config = readConfig(given);
  const writer = new Writer(config);
  const places = new Places(config.root, writer);
  const received = new Received(config, writer);
  const classes = [watchClients({ config, writer, places, received })];
  classes.push(watchTests(received, places));
  watchServers(received);
  hookModules({
    places,
    writer,
    onClass: (cls, where) => {
      for (const look of classes) {
        const replaced = look(cls, where);
        if (replaced) return replaced;
      }
      return undefined;
    },
  });
}
