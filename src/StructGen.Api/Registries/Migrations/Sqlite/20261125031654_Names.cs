using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StructGen.Api.Registries.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Names : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "description",
                table: "definitions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "names",
                columns: table => new
                {
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    newest = table.Column<int>(type: "INTEGER", nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    search_text = table.Column<string>(type: "TEXT", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_names", x => new { x.kind, x.name });
                });

            // Stores from before this table: each name shows its highest version.
            migrationBuilder.Sql("""
                INSERT INTO names (kind, name, newest, last, hash, description, created_at, search_text, revision)
                SELECT kind, name, version, version, hash, NULL, created_at, lower(name), 1 FROM definitions AS newest
                WHERE version = (SELECT max(version) FROM definitions WHERE kind = newest.kind AND name = newest.name)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "names");

            migrationBuilder.DropColumn(
                name: "description",
                table: "definitions");
        }
    }
}
