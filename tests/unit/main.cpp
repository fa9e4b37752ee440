// The main of norn-unit. It runs doctest and ends with the line that every
// checker of this repository ends with: `N passed, N failed`, in test cases.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdio>

namespace {

// Remembers the totals of the run; prints nothing.
class Totals : public doctest::IReporter {
 public:
  explicit Totals(const doctest::ContextOptions&) {}

  static inline unsigned passed = 0;
  static inline unsigned failed = 0;

  void test_run_end(const doctest::TestRunStats& stats) override {
    failed = stats.numTestCasesFailed;
    passed = stats.numTestCasesPassingFilters - stats.numTestCasesFailed;
  }

  void report_query(const doctest::QueryData&) override {}
  void test_run_start() override {}
  void test_case_start(const doctest::TestCaseData&) override {}
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void test_case_end(const doctest::CurrentTestCaseStats&) override {}
  void test_case_exception(const doctest::TestCaseException&) override {}
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData&) override {}
  void log_message(const doctest::MessageData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override {}
};

REGISTER_LISTENER("totals", 1, Totals);

}  // namespace

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
  context.setOption("no-intro", true);
  const int status = context.run();
  if (context.shouldExit()) return status;
  std::printf("%u passed, %u failed\n", Totals::passed, Totals::failed);
  return status;
}
