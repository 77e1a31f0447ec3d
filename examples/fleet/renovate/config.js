/** Of the bot: which commands a repository may ask for. */
module.exports = {
  allowedCommands: ['^npx --yes bump-testclient(@[\\w.-]+)? [\\w. -]+$'],
};
