// Milliseconds of CPU that the process has used, helper threads included.
module.exports = () => {
  const usage = process.cpuUsage();
  return (usage.user + usage.system) / 1000;
};
