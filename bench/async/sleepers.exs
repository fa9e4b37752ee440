defmodule Sleepers do
  @count 1_000_000

  defp rss_bytes do
    [_, resident | _] = File.read!("/proc/self/statm") |> String.split()
    String.to_integer(resident) * 4096
  end

  # User and system time of all threads; the clock of /proc ticks a hundred times a second.
  def cpu_ms do
    [_, fields] = File.read!("/proc/self/stat") |> String.split(") ", parts: 2)
    fields = String.split(fields)
    10 * (String.to_integer(Enum.at(fields, 11)) + String.to_integer(Enum.at(fields, 12)))
  end

  defp gather(0, awake), do: awake
  defp gather(left, awake), do: receive(do: (:awake -> gather(left - 1, awake + 1)))

  def run do
    parent = self()
    before = rss_bytes()

    for i <- 0..(@count - 1) do
      spawn(fn ->
        Process.sleep(5000 + div(i, 100))
        send(parent, :awake)
      end)
    end

    IO.puts("bytes_per_task=#{div(rss_bytes() - before, @count)}")
    gather(@count, 0)
  end
end

started = Sleepers.cpu_ms()
awake = Sleepers.run()
IO.puts("result=#{awake}")
IO.puts("cpu_ms=#{Sleepers.cpu_ms() - started}")
