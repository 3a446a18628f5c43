package io.fakeredis.core.script.lua;

import static io.fakeredis.core.script.lua.Coroutine.NUMBER;

import org.jspecify.annotations.Nullable;

/**
 * The loop that runs instructions.
 *
 * <p>Calls from Lua to Lua stay in the loop, so recursion in scripts needs no Java stack and a
 * coroutine can stop anywhere. The loop has the common case of the common instructions; all else is
 * in {@link Instructions}, so that the method stays small enough to be compiled well.
 */
final class Interpreter {

  private final LuaState state;
  private final Calls calls;
  private final Instructions instructions;

  Interpreter(LuaState state, Calls calls, Instructions instructions) {
    this.state = state;
    this.calls = calls;
    this.instructions = instructions;
  }

  /** Runs the current Lua function, and those that it calls, until a fresh call ends. */
  void execute(Coroutine co) {
    newFrame:
    while (true) {
      CallInfo ci = co.current;
      LuaClosure closure = ci.closure;
      assert closure != null;
      Prototype p = closure.prototype;
      int[] code = p.code;
      @Nullable Object[] constants = p.constants;
      double[] numberConstants = p.numbers;
      @Nullable Object[] regs = co.objects;
      double[] nums = co.numbers;
      int base = ci.base;
      int pc = ci.pc;
      while (true) {
        int i = code[pc++];
        int a = base + (i >>> 6 & 0xff);
        switch (i & 0x3f) {
          case Opcode.MOVE: {
            int b = base + (i >>> 23);
            Object value = regs[b];
            if (value == NUMBER) {
              nums[a] = nums[b];
              if (regs[a] == NUMBER) {
                continue;
              }
            }
            regs[a] = value;
            continue;
          }
          case Opcode.LOADK: {
            Object value = constants[i >>> 14];
            if (value instanceof Double) {
              nums[a] = numberConstants[i >>> 14];
              regs[a] = NUMBER;
            } else {
              regs[a] = value;
            }
            continue;
          }
          case Opcode.LOADBOOL:
            regs[a] = i >>> 23 != 0 ? Boolean.TRUE : Boolean.FALSE;
            if ((i >>> 14 & 0x1ff) != 0) {
              pc++;
            }
            continue;
          case Opcode.LOADNIL:
            for (int last = base + (i >>> 23), r = a; r <= last; r++) {
              regs[r] = null;
            }
            continue;
          case Opcode.GETUPVAL: {
            Upvalue upvalue = closure.upvalues[i >>> 23];
            nums[a] = upvalue.numbers[upvalue.index];
            regs[a] = upvalue.objects[upvalue.index];
            continue;
          }
          case Opcode.GETGLOBAL: {
            Object value = closure.environment().get((LuaString) constants[i >>> 14]);
            if (value != null) {
              store(regs, nums, a, value);
              continue;
            }
            break;
          }
          case Opcode.GETFIELD: {
            Object t = regs[base + (i >>> 23)];
            if (t instanceof LuaTable) {
              LuaTable table = (LuaTable) t;
              Object value = table.get((LuaString) constants[i >>> 14 & 0xff]);
              if (value != null || table.metatable() == null) {
                store(regs, nums, a, value);
                continue;
              }
            }
            break;
          }
          case Opcode.GETTABLE: {
            Object t = regs[base + (i >>> 23)];
            int c = i >>> 14 & 0x1ff;
            if (t instanceof LuaTable && c < Opcode.CONSTANT) {
              LuaTable table = (LuaTable) t;
              Object key = regs[base + c];
              Object value =
                  key == NUMBER ? table.get(nums[base + c]) : table.get(key);
              if (value != null || table.metatable() == null) {
                store(regs, nums, a, value);
                continue;
              }
            }
            break;
          }
          case Opcode.SETFIELD: {
            Object t = regs[a];
            int c = i >>> 14 & 0x1ff;
            if (t instanceof LuaTable && c < Opcode.CONSTANT) {
              LuaTable table = (LuaTable) t;
              if (table.isPlain()) {
                Object value = regs[base + c];
                table.put(
                    (LuaString) constants[i >>> 23 & 0xff],
                    value == NUMBER ? (Object) nums[base + c] : value);
                continue;
              }
            }
            break;
          }
          case Opcode.SETTABLE: {
            Object t = regs[a];
            int b = i >>> 23;
            int c = i >>> 14 & 0x1ff;
            if (t instanceof LuaTable && b < Opcode.CONSTANT && c < Opcode.CONSTANT) {
              LuaTable table = (LuaTable) t;
              double key = nums[base + b];
              if (regs[base + b] == NUMBER && key == key && table.isPlain()) {
                Object value = regs[base + c];
                table.put(key, value == NUMBER ? (Object) nums[base + c] : value);
                continue;
              }
            }
            break;
          }
          case Opcode.SELF: {
            Object t = regs[base + (i >>> 23)];
            int c = i >>> 14 & 0x1ff;
            if (t instanceof LuaTable && c >= Opcode.CONSTANT) {
              Object value = ((LuaTable) t).get((LuaString) constants[c & 0xff]);
              if (value != null) {
                regs[a + 1] = t;
                store(regs, nums, a, value);
                continue;
              }
            }
            break;
          }
          case Opcode.ADD_RR: {
            int b = base + (i >>> 23);
            int c = base + (i >>> 14 & 0x1ff);
            if (regs[b] == NUMBER && regs[c] == NUMBER) {
              double result = nums[b] + nums[c];
              if (result == result) {
                nums[a] = result;
                if (regs[a] != NUMBER) {
                  regs[a] = NUMBER;
                }
                continue;
              }
            }
            break;
          }
          case Opcode.ADD_RK: {
            int b = base + (i >>> 23);
            if (regs[b] == NUMBER) {
              double result = nums[b] + numberConstants[i >>> 14 & 0xff];
              if (result == result) {
                nums[a] = result;
                if (regs[a] != NUMBER) {
                  regs[a] = NUMBER;
                }
                continue;
              }
            }
            break;
          }
          case Opcode.SUB_RR: {
            int b = base + (i >>> 23);
            int c = base + (i >>> 14 & 0x1ff);
            if (regs[b] == NUMBER && regs[c] == NUMBER) {
              double result = nums[b] - nums[c];
              if (result == result) {
                nums[a] = result;
                if (regs[a] != NUMBER) {
                  regs[a] = NUMBER;
                }
                continue;
              }
            }
            break;
          }
          case Opcode.SUB_RK: {
            int b = base + (i >>> 23);
            if (regs[b] == NUMBER) {
              double result = nums[b] - numberConstants[i >>> 14 & 0xff];
              if (result == result) {
                nums[a] = result;
                if (regs[a] != NUMBER) {
                  regs[a] = NUMBER;
                }
                continue;
              }
            }
            break;
          }
          case Opcode.MUL_RR: {
            int b = base + (i >>> 23);
            int c = base + (i >>> 14 & 0x1ff);
            if (regs[b] == NUMBER && regs[c] == NUMBER) {
              double result = nums[b] * nums[c];
              if (result == result) {
                nums[a] = result;
                if (regs[a] != NUMBER) {
                  regs[a] = NUMBER;
                }
                continue;
              }
            }
            break;
          }
          case Opcode.MUL_RK: {
            int b = base + (i >>> 23);
            if (regs[b] == NUMBER) {
              double result = nums[b] * numberConstants[i >>> 14 & 0xff];
              if (result == result) {
                nums[a] = result;
                if (regs[a] != NUMBER) {
                  regs[a] = NUMBER;
                }
                continue;
              }
            }
            break;
          }
          case Opcode.NOT: {
            Object value = regs[base + (i >>> 23)];
            regs[a] = value == null || value == Boolean.FALSE ? Boolean.TRUE : Boolean.FALSE;
            continue;
          }
          case Opcode.JMP:
            pc += (i >>> 14) - Opcode.MAX_SBX;
            continue;
          case Opcode.LOOP:
            pc += (i >>> 14) - Opcode.MAX_SBX;
            if (--state.steps < 0) {
              ci.pc = pc;
              state.interrupt();
            }
            continue;
          case Opcode.EQ_RK: {
            int b = base + (i >>> 23);
            int k = i >>> 14 & 0xff;
            Object value = regs[b];
            Object constant = constants[k];
            boolean equal =
                value == NUMBER
                    ? constant instanceof Double && nums[b] == numberConstants[k]
                    : value == constant || value instanceof LuaString && value.equals(constant);
            if (equal == ((i >>> 6 & 0xff) != 0)) {
              pc += (code[pc] >>> 14) - Opcode.MAX_SBX;
            }
            pc++;
            continue;
          }
          case Opcode.LT_RR: {
            int b = base + (i >>> 23);
            int c = base + (i >>> 14 & 0x1ff);
            if (regs[b] == NUMBER && regs[c] == NUMBER) {
              if (nums[b] < nums[c] == ((i >>> 6 & 0xff) != 0)) {
                pc += (code[pc] >>> 14) - Opcode.MAX_SBX;
              }
              pc++;
              continue;
            }
            break;
          }
          case Opcode.LE_RR: {
            int b = base + (i >>> 23);
            int c = base + (i >>> 14 & 0x1ff);
            if (regs[b] == NUMBER && regs[c] == NUMBER) {
              if (nums[b] <= nums[c] == ((i >>> 6 & 0xff) != 0)) {
                pc += (code[pc] >>> 14) - Opcode.MAX_SBX;
              }
              pc++;
              continue;
            }
            break;
          }
          case Opcode.TEST: {
            Object value = regs[a];
            boolean isFalse = value == null || value == Boolean.FALSE;
            if (isFalse == ((i >>> 14 & 0x1ff) == 0)) {
              pc += (code[pc] >>> 14) - Opcode.MAX_SBX;
            }
            pc++;
            continue;
          }
          case Opcode.TESTSET: {
            int b = base + (i >>> 23);
            Object value = regs[b];
            boolean isFalse = value == null || value == Boolean.FALSE;
            if (isFalse == ((i >>> 14 & 0x1ff) == 0)) {
              nums[a] = nums[b];
              regs[a] = value;
              pc += (code[pc] >>> 14) - Opcode.MAX_SBX;
            }
            pc++;
            continue;
          }
          case Opcode.CALL: {
            int b = i >>> 23;
            int results = (i >>> 14 & 0x1ff) - 1;
            if (b != 0) {
              co.top = a + b;
            }
            ci.pc = pc;
            if (calls.enter(co, a, results)) {
              continue newFrame;
            }
            if (co.yielded) {
              return;
            }
            if (results >= 0) {
              co.top = ci.top;
            }
            regs = co.objects;
            nums = co.numbers;
            continue;
          }
          case Opcode.TAILCALL: {
            int b = i >>> 23;
            if (b != 0) {
              co.top = a + b;
            }
            ci.pc = pc;
            if (calls.tailCall(co, a)) {
              continue newFrame;
            }
            if (co.yielded) {
              return;
            }
            regs = co.objects;
            nums = co.numbers;
            continue;
          }
          case Opcode.RETURN: {
            int b = i >>> 23;
            if (b != 0) {
              co.top = a + b - 1;
            }
            boolean fresh = ci.fresh;
            boolean fixed = calls.leave(co, a);
            if (fresh) {
              return;
            }
            if (fixed) {
              co.top = co.current.top;
            }
            continue newFrame;
          }
          case Opcode.FORLOOP: {
            double step = nums[a + 2];
            double index = nums[a] + step;
            double limit = nums[a + 1];
            if (step > 0 ? index <= limit : limit <= index) {
              pc += (i >>> 14) - Opcode.MAX_SBX;
              nums[a] = index;
              nums[a + 3] = index;
              if (regs[a + 3] != NUMBER) {
                regs[a + 3] = NUMBER;
              }
              if (--state.steps < 0) {
                ci.pc = pc;
                state.interrupt();
              }
            }
            continue;
          }
          default:
            break;
        }
        ci.pc = pc;
        instructions.execute(co, ci, i);
        pc = ci.pc;
        regs = co.objects;
        nums = co.numbers;
      }
    }
  }

  private static void store(
      @Nullable Object[] regs, double[] nums, int slot, @Nullable Object value) {
    if (value instanceof Double) {
      nums[slot] = (Double) value;
      if (regs[slot] != NUMBER) {
        regs[slot] = NUMBER;
      }
    } else {
      regs[slot] = value;
    }
  }
}
