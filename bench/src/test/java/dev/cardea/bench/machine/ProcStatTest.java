package dev.cardea.bench.machine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("/proc/PID/stat, proc(5)")
class ProcStatTest {
    @Test
    void is_read_also_where_the_name_has_blanks_and_parentheses() {
        var stat = ProcStat.parse("42 (C2 Compiler) (x) S 7 42 42 0 -1 4194560 100 0 0 0 250 30 5 6 20 0 1 0 100");
        assertThat(stat).isEqualTo(new ProcStat("C2 Compiler) (x", 7, 280, 11));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tells_of_this_process() {
        var self = new ProcessTree(ProcessHandle.current().pid());
        assertThat(self.members()).contains(self.root());
        assertThat(self.residentBytes()).isPositive();
    }
}
